"""`$filter`: what is understood, what is wrong, and what is not done here."""

import pytest

from services.indicators.odata.filter_rules import where
from services.indicators.odata.refusals import Refused
from services.indicators.odata.sets import OBSERVATIONS

PROPERTIES = OBSERVATIONS.by_name


def test_values_are_parameters() -> None:
    sql, values = where("AreaId eq 'o''neill; DROP TABLE x' and Value gt 5", PROPERTIES)
    assert values == {"f0": "o'neill; DROP TABLE x", "f1": "5"}
    assert "DROP" not in sql


@pytest.mark.parametrize(
    "text",
    [
        "Nothing eq 1", "Value eq", "Value eq 'a'", "(Value eq 1", "Value", "Value eq 1)", "contains(AreaId)",
        "contains(Value, 'a')", "eq eq eq", "nothing(AreaId)", "Value eq 1 Value eq 2", "AreaId eq \"a\"", "'",
        "(" * 60 + "true" + ")" * 60, "AreaId in ()", "TargetMet gt 5",
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        where(text, PROPERTIES)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "text", ["Value add 1 eq 2", "substring(AreaId, 1) eq 'a'", "Area/Id eq 'a'", "month(Period) eq 1"]
)
def test_what_is_not_done_is_said(text: str) -> None:
    with pytest.raises(Refused) as refused:
        where(text, PROPERTIES)
    assert refused.value.status == 501
