"""What the audit says of a change."""

from services.kit.audit import difference


def test_only_what_differs_is_said_before_and_after() -> None:
    assert difference({"title": "old", "wijk": "moerwijk"}, {"title": "new", "wijk": "moerwijk"}) == {
        "title": ["old", "new"]
    }


def test_what_came_and_what_went_is_said_with_nothing() -> None:
    assert difference({"gone": 1}, {"came": 2}) == {"came": [None, 2], "gone": [1, None]}
