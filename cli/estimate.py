"""`zuidwest estimate`: our arithmetic on anyone's own file, to hold against R or another program."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from services.indicators.estimation import figures
from services.indicators.estimation.estimates import LEVEL, Estimate, change, estimate, interval, logit_interval
from services.indicators.estimation.files import Question, read_sample
from services.indicators.estimation.problems import Problem, Unusable
from services.indicators.estimation.sample import Sample
from services.indicators.estimation.variance import Lonely

File = Annotated[Path, typer.Argument(help="CSV (comma or semicolon) or Parquet.", exists=True, dir_okay=False)]
Other = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="An earlier, independent wave: FILE − it.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to do with the samples once they are read."""

    minus_all: bool
    total: bool
    proportion: bool
    lonely: Lonely
    level: float


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def estimate_file(
    file: File,
    y: Annotated[str, typer.Option("--y", help="Column with the answers; empty or NA is no answer.")],
    weight: Annotated[str, typer.Option(help="Column with the weights.")],
    stratum: Annotated[str | None, typer.Option(help="Column with the strata.")] = None,
    psu: Annotated[str | None, typer.Option(help="Column with the first-stage units (clusters).")] = None,
    fpc: Annotated[str | None, typer.Option(help="Column: first-stage units in the population of the stratum.")] = None,
    by: Annotated[str | None, typer.Option(help="Column: a line for each of its values.")] = None,
    domain: Annotated[str | None, typer.Option(metavar="COL=VALUE", help="Only these, on the full design.")] = None,
    minus_all: Annotated[bool, typer.Option("--minus-all", help="The gap to all rows, which contain it.")] = False,
    proportion: Annotated[str | None, typer.Option(metavar="VALUE", help="The share that answers VALUE.")] = None,
    total: Annotated[bool, typer.Option("--total", help="The total instead of the mean.")] = False,
    versus: Other = None,
    versus_weight: Annotated[
        str | None, typer.Option(help="As --weight, of the other wave; default: the same.")
    ] = None,
    versus_stratum: Annotated[str | None, typer.Option(help="As --stratum; default: none.")] = None,
    versus_psu: Annotated[str | None, typer.Option(help="As --psu; default: none.")] = None,
    versus_fpc: Annotated[str | None, typer.Option(help="As --fpc; default: the same; '' for none.")] = None,
    lonely: Annotated[Lonely, typer.Option(help="What a stratum with one unit does, as in R's survey.")] = "fail",
    level: Annotated[float, typer.Option(min=0.5, max=0.9999, help="Of the interval.")] = LEVEL,
) -> None:
    """Estimate a mean, share or total from a sample: JSON lines with estimate, se, df, ciLower, ciUpper, n."""
    asked = Asked(minus_all, total, proportion is not None, lonely, level)
    try:
        question = Question(y, weight, stratum, psu, fpc, by, _split(domain), proportion)
        _refuse_gap_of_nothing(question, asked)
        samples = [read_sample(file, question)]
        if versus:
            other = replace(
                question,
                weight=versus_weight or weight,
                stratum=versus_stratum,
                psu=versus_psu,
                fpc=(fpc if versus_fpc is None else versus_fpc) or None,
            )
            samples.append(_of_other_wave(versus, other))
        lines = list(_lines(samples, by, asked))
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(f"✗ {problem.sentence()}", err=True)
        raise typer.Exit(1) from None
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))


def _split(domain: str | None) -> tuple[str, str] | None:
    if domain is None:
        return None
    column, equals, value = domain.partition("=")
    if not equals:
        raise Unusable([Problem("--domain wants COL=VALUE, as in --domain wijk=moerwijk")])
    return column, value


def _refuse_gap_of_nothing(question: Question, asked: Asked) -> None:
    if asked.minus_all and not (question.domain or question.by):
        raise Unusable([Problem("--minus-all wants a --domain or --by: who is compared with all?")])
    if asked.minus_all and asked.total:
        raise Unusable([Problem("--minus-all is for means and shares; a total of a part is always below that of all")])


def _of_other_wave(path: Path, question: Question) -> Sample:
    try:
        return read_sample(path, question)
    except Unusable as unusable:
        raise Unusable([replace(each, rule=f"{each.rule} ({path.name})") for each in unusable.problems]) from None


def _lines(samples: list[Sample], by: str | None, asked: Asked) -> Iterator[dict[str, Any]]:
    for group in _groups(samples):
        found = [estimate(sample, _figure(sample, group, asked), asked.lonely) for sample in samples]
        told = {"by": {by: group}} if by else {}
        yield told | _told(found[0] if len(found) == 1 else change(*found), len(found) == 1, asked)


def _groups(samples: list[Sample]) -> list[str]:
    """Those of the file. Raises Unusable where the other wave misses one."""
    groups = samples[0].groups
    gone = [Problem(f"The other wave has no rows of {group}") for group in groups if group not in samples[-1].groups]
    if gone or not groups:
        raise Unusable(gone or [Problem("No row is in the domain")])
    return groups


def _figure(sample: Sample, group: str, asked: Asked) -> figures.Figure:
    kind: Callable[..., figures.Figure] = figures.total if asked.total else figures.mean
    figure = kind(sample, figures.domain(group))
    return figure.less(kind(sample)) if asked.minus_all else figure


def _told(found: Estimate, one_wave: bool, asked: Asked) -> dict[str, Any]:
    """A share has a logit interval; a gap or change of shares can be below zero, so it has a t interval."""
    share = asked.proportion and one_wave and not asked.minus_all and not asked.total
    bounds = (logit_interval if share else interval)(found, asked.level)
    told = {
        "estimate": found.value,
        "se": found.se,
        "df": found.df,
        "ciLower": bounds.lower if bounds else None,
        "ciUpper": bounds.upper if bounds else None,
        "n": found.rows,
    }
    return told if bounds else told | {"note": "no interval: no spread in the answers, or no degrees of freedom"}
