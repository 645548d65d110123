"""Writes docs/rules/: a page with a state diagram for each procedure, from the table that the code itself follows.

A procedure is registered by a line in PAGES. `python -m cli.rule_pages` writes; a test fails when a page has drifted.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.indicators.releases.rules import RELEASE_STEPS
from services.projects.consultation.rules import MEETING_STEPS
from services.projects.deliverables.rules import DELIVERABLE_STEPS
from services.projects.procedures.rules import ACCESSION_STEPS, AMENDMENT_STEPS
from services.projects.reports.rules import REPORT_STEPS
from services.projects.statuses.rules import PROJECT_STEPS, STEPS_BACK

FOLDER = Path(__file__).parents[1] / "docs" / "rules"


@dataclass(frozen=True)
class RulePage:
    """`table`: status → what can follow it. `begins`: with what it can begin, empty for any. `reasons`: steps that are
    only taken with a reason. `source`: the article of the deal that it follows."""

    name: str
    title: str
    source: str
    table: Mapping[str, Collection[str]]
    begins: Collection[str] = ()
    reasons: Collection[tuple[str, str]] = field(default_factory=frozenset)
    notes: str = ""


PAGES = [
    RulePage(
        "accessions",
        "A party that joins",
        "Art. 11",
        ACCESSION_STEPS,
        begins=("requested",),
        notes="In force as soon as every party of that day has consented; one refusal ends it.",
    ),
    RulePage(
        "amendments",
        "A change of the deal",
        "Art. 10",
        AMENDMENT_STEPS,
        begins=("requested",),
        notes="Talks start within four weeks of being made known. One refusal ends it; consent has no deadline.",
    ),
    RulePage(
        "deliverables",
        "What Art. 3 counts",
        "Art. 3",
        DELIVERABLE_STEPS,
        begins=("planned", "preparing"),
        notes="Realised only when at least one item of evidence shows it.",
    ),
    RulePage("meetings", "A meeting of the consultation", "Art. 6", MEETING_STEPS, begins=("planned",)),
    RulePage(
        "projects",
        "The status of a project",
        "Art. 7.1",
        PROJECT_STEPS,
        reasons=STEPS_BACK,
        notes="A project can enter the registry with any status: the deal had projects before it had a registry.",
    ),
    RulePage(
        "releases",
        "A release of figures",
        "Art. 7",
        RELEASE_STEPS,
        begins=("draft",),
        notes="Published by somebody who neither prepared nor changed it. A published release never changes.",
    ),
    RulePage(
        "reports",
        "A report",
        "Art. 7.4",
        REPORT_STEPS,
        begins=("draft",),
        notes="Gathering again after the discussion makes it a draft again. A published report never changes.",
    ),
]


def page_of(page: RulePage) -> str:
    """The page as Markdown with a Mermaid diagram."""
    return "\n".join(
        [
            f"# {page.title}",
            "",
            f"From {page.source} of the deal. Written by `python -m cli.rule_pages` from the table in the code; a test",
            "fails when this page has drifted from it.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *diagram(page),
            "```",
            "",
            "| From | To |",
            "|---|---|",
            *rows(page),
            "",
            *([page.notes, ""] if page.notes else []),
        ]
    )


def diagram(page: RulePage) -> Iterator[str]:
    names = {status: status.replace("-", "_") for status in statuses(page)}
    for status, name in names.items():
        if status != name:
            yield f'    state "{status}" as {name}'
    for status in page.begins:
        yield f"    [*] --> {names[status]}"
    for before, after in steps(page):
        reason = " : with a reason" if (before, after) in page.reasons else ""
        yield f"    {names[before]} --> {names[after]}{reason}"
    for status in ends(page):
        yield f"    {names[status]} --> [*]"


def rows(page: RulePage) -> Iterator[str]:
    for before in statuses(page):
        after = [
            f"{status} (with a reason)" if (before, status) in page.reasons else status
            for status in sorted_as_given(page.table.get(before, ()))
        ]
        yield f"| {before} | {', '.join(after) or 'nothing: it ends here'} |"


def statuses(page: RulePage) -> list[str]:
    """In the order in which the table names them; what only follows others comes last."""
    following = [str(status) for after in page.table.values() for status in sorted_as_given(after)]
    return list(dict.fromkeys([*(str(status) for status in page.table), *following]))


def steps(page: RulePage) -> Iterator[tuple[str, str]]:
    for before, after in page.table.items():
        for status in sorted_as_given(after):
            yield str(before), str(status)


def ends(page: RulePage) -> list[str]:
    return [status for status in statuses(page) if not page.table.get(status)]


def sorted_as_given(after: Collection[str]) -> list[str]:
    """A set has no order of its own."""
    return sorted(after) if isinstance(after, set | frozenset) else list(after)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for page in PAGES:
        (FOLDER / f"{page.name}.md").write_text(page_of(page), encoding="utf-8")
        print(FOLDER / f"{page.name}.md")


if __name__ == "__main__":
    main()
