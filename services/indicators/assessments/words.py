"""Plain Dutch about an assessment: short sentences, words that people use, nothing of any one deal. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.indicators.assessments.chances import Amount
from services.indicators.assessments.gap_rules import GapJudgement
from services.indicators.assessments.rules import WITH_BASELINE, Agreement, Judgement

PERCENT = "procent"
NO_FIGURE = {
    "only-baseline": "Er is alleen een nulmeting. Een volgende meting is er nog niet.",
    "hidden": "Wij laten dit cijfer niet zien, om dit of een ander cijfer te beschermen.",
    "impossible": "Er is hier niets om te tellen.",
}
VERDICTS = {
    ("achieved", False): "Dat is gelukt.",
    ("achieved", True): "Dat is gelukt.",
    ("on-track", False): "Tot nu toe gaat het zoals is afgesproken.",
    ("uncertain", False): "Of het lukt, is nog niet duidelijk.",
    ("uncertain", True): "Of dat is gelukt, is niet zeker.",
    ("off-track", False): "Tot nu toe gaat het minder snel dan is afgesproken.",
    ("off-track", True): "Dat is nog niet bereikt.",
}
NOT_COMPARABLE = "Deze cijfers zijn niet te vergelijken. Tussen de twee metingen veranderde de manier van meten."
NO_BASELINE = "Er is geen nulmeting die wij kunnen gebruiken. Daarom weten wij niet of er iets is veranderd."
GAPS = {
    "smaller": "Dat verschil is {} kleiner geworden.",
    "larger": "Dat verschil is {} niet kleiner geworden.",
    "uncertain": "Of dat verschil kleiner is geworden, is niet zeker.",
    "not-comparable": "Of dat verschil kleiner is geworden, weten wij niet. De manier van meten is veranderd.",
    "no-baseline": "Of dat verschil kleiner is geworden, weten wij niet. Er is geen nulmeting om mee te vergelijken.",
    "no-data": "",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are made of. `unit` is what the number counts, empty for a mark; `change_unit` stands behind a
    change; `target` is the agreement in words, without a full stop; `compared_with` is what Art. 1 compares with."""

    agreed: Agreement
    judgement: Judgement
    target: str
    unit: str
    change_unit: str
    decimals: int
    latest: Amount | None = None
    baseline: Amount | None = None
    compared_with: str = ""
    arrears: Amount | None = None
    gap: GapJudgement | None = None


def words(told: Told) -> str:
    return " ".join(sentence for sentence in (*_figures(told), *_verdict(told), *_gap(told)) if sentence)


def _figures(told: Told) -> Iterator[str]:
    if told.latest is None:
        return
    yield f"{_figure(told, told.latest)}{_bounds(told.latest, told.decimals)}"
    if told.baseline and told.agreed.comparison in WITH_BASELINE and told.judgement.reason != "unusable":
        yield f"Bij de nulmeting was het {number(told.baseline.value, told.decimals)}."


def _figure(told: Told, amount: Amount) -> str:
    """A mark has no unit, a percentage has it behind the number, and of all else it is how many there are."""
    size = number(amount.value, told.decimals)
    if told.unit.startswith(PERCENT):
        return f"Het is nu {size} {told.unit}."
    return f"Het aantal {told.unit} is nu {size}." if told.unit else f"Het cijfer is nu {size}."


def _verdict(told: Told) -> Iterator[str]:
    judged = told.judgement
    match judged.verdict:
        case "no-data":
            yield NO_FIGURE.get(judged.reason or "", "Er is nog geen cijfer.")
        case "no-baseline":
            yield NO_BASELINE
        case "not-comparable":
            yield NOT_COMPARABLE
        case _:
            yield f"Afgesproken is: {told.target}."
            yield _change(judged.change, told)
            yield _said_verdict(judged)


def _change(change: Amount | None, told: Told) -> str:
    if change is None:
        return ""
    size = number(abs(change.value), told.decimals)
    if change.value == 0:
        return "Er is geen verschil met de nulmeting."
    way = "hoger" if change.value > 0 else "lager"
    unit = f" {told.change_unit}" if told.change_unit else ""
    return f"Het is {size}{unit} {way} dan bij de nulmeting."


def _said_verdict(judged: Judgement) -> str:
    if judged.verdict == "uncertain" and judged.reason == "not-yet":
        return "Dat is er nu nog niet."
    if judged.reason == "number-differs":
        return f"Het percentage en het aantal zeggen niet hetzelfde. {VERDICTS['uncertain', judged.final]}"
    sentence = VERDICTS[judged.verdict, judged.final]
    if judged.probability is None:
        return sentence
    return f"{sentence} De kans daarop is {percent(judged.probability)}." if _is_about_success(judged) else sentence


def _is_about_success(judged: Judgement) -> bool:
    """Of what went as agreed a chance is a chance of that; of what did not, it would read as its opposite."""
    return judged.verdict in ("achieved", "on-track", "uncertain")


def _gap(told: Told) -> Iterator[str]:
    if told.arrears is None or told.gap is None:
        return
    size = number(abs(told.arrears.value), told.decimals)
    unit = f" {told.change_unit}" if told.change_unit else ""
    if told.arrears.value <= 0:
        yield f"Het is hier niet minder goed dan {told.compared_with}."
        return
    yield f"Het verschil met {told.compared_with} is {size}{unit}."
    sure = "waarschijnlijk" if told.gap.probability_smaller is not None else ""
    yield " ".join(GAPS[told.gap.verdict].format(sure).split())


def _bounds(amount: Amount, decimals: int) -> str:
    if amount.bounds is None:
        return ""
    low, high = (number(each, decimals) for each in amount.bounds)
    if amount.uncertainty == "rounding":
        return f" De bron rondt af: het ligt tussen {low} en {high}."
    return f" Het komt uit een steekproef. Het echte cijfer ligt waarschijnlijk tussen {low} en {high}."


def number(value: float, decimals: int) -> str:
    """As the Dutch write it: a comma, and a full stop between thousands."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(probability: float) -> str:
    """Never 0 or 100: a chance is not a certainty."""
    if probability > 0.99:
        return "meer dan 99 procent"
    return "minder dan 1 procent" if probability < 0.01 else f"ongeveer {round(100 * probability)} procent"
