"""The pages in docs/rules are what the tables in the code say."""

from cli.rule_pages import FOLDER, PAGES, RulePage, page_of


def test_the_pages_are_up_to_date_and_there_is_no_other() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == {f"{page.name}.md": page_of(page) for page in PAGES}, "run `python -m cli.rule_pages`"


def test_every_step_is_to_a_status_that_the_table_has() -> None:
    for page in PAGES:
        following = {status for after in page.table.values() for status in after}
        assert following <= page.table.keys(), page.name
        assert set(page.reasons) <= {(before, after) for before in page.table for after in page.table[before]}
        assert set(page.begins) <= page.table.keys()


def test_a_page_draws_each_step_its_beginning_its_end_and_what_needs_a_reason() -> None:
    table = {"asked": frozenset({"in-force", "drawn-back"}), "in-force": frozenset[str](), "drawn-back": ["asked"]}
    page = RulePage("x", "Asking", "Art. 10", table, begins=["asked"], reasons={("drawn-back", "asked")})
    lines = page_of(page).splitlines()
    diagram = lines[lines.index("stateDiagram-v2") + 1 : lines.index("```")]
    assert diagram == [
        '    state "in-force" as in_force',
        '    state "drawn-back" as drawn_back',
        "    [*] --> asked",
        "    asked --> drawn_back",
        "    asked --> in_force",
        "    drawn_back --> asked : with a reason",
        "    in_force --> [*]",
    ]
    assert "| drawn-back | asked (with a reason) |" in lines
    assert "| in-force | nothing: it ends here |" in lines
