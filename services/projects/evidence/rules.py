"""What makes an item of evidence one: it is of something, for something, and of a day that has come (Art. 3)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.contracts.projects import EvidenceInput
from services.kit.wrong_fields import wrong


def wrong_evidence(given: EvidenceInput, today: date) -> Iterator[dict[str, Any]]:
    if not given.what:
        yield wrong("what", "missing", "Say what shows it.")
    if given.on > today:
        yield wrong("on", "in-the-future", "Evidence is of a day that has come.")
    if not (given.expected_result or given.commitment or given.deliverable_id):
        sentence = "Say what it shows: an expected result, a commitment or a deliverable (Art. 3)."
        yield wrong("expectedResult", "missing", sentence)
    if given.project_id is None and given.deliverable_id is None:
        yield wrong("projectId", "missing", "Say of which project or deliverable it is (Art. 3).")
