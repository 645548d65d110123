"""The commitments of a deal, `commitments.csv`: one a row, in the deal's own words."""

import csv
import io

from pydantic import ValidationError

from services.contracts.deal import Commitment
from services.kit.deal_complaints import plain_reason
from services.kit.deal_reading import Reading, read_text
from services.kit.toml_lines import TomlLines

COMMITMENTS = "commitments.csv"
COMMITMENT_COLUMNS = [
    "id",
    "article",
    "pillar",
    "element",
    "paraphrase_nl",
    "commitment_verb",
    "scope",
    "countable",
    "target",
    "actor",
    "actor_words",
    "linked_to",
]


def read_commitments(reading: Reading) -> list[Commitment]:
    """The rows of commitments.csv (semicolons, UTF-8). A row's place is its line."""
    text = read_text(reading, COMMITMENTS)
    if text is None:
        return []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    places = reading.places[COMMITMENTS] = TomlLines()
    commitments: list[Commitment] = []
    try:
        header = next(rows, [])
        if header != COMMITMENT_COLUMNS:
            reading.complain(COMMITMENTS, 1, f"the columns must be {';'.join(COMMITMENT_COLUMNS)}")
            return []
        while (row := next(rows, None)) is not None:
            places.lines[("commitments", len(commitments))] = rows.line_num
            if (commitment := read_commitment(reading, row, rows.line_num)) is not None:
                commitments.append(commitment)
    except csv.Error as error:
        reading.complain(COMMITMENTS, max(1, rows.line_num), f"this is not CSV: {error}")
    return commitments


def read_commitment(reading: Reading, row: list[str], line: int) -> Commitment | None:
    if len(row) != len(COMMITMENT_COLUMNS):
        reading.complain(COMMITMENTS, line, f"the row has {len(row)} columns instead of {len(COMMITMENT_COLUMNS)}")
        return None
    cells = dict(zip(COMMITMENT_COLUMNS, (cell.strip() for cell in row), strict=True))
    try:
        return Commitment.model_validate(commitment_values(cells))
    except ValidationError as error:
        for detail in error.errors():
            reading.complain(COMMITMENTS, line, plain_reason(detail))
        return None


def commitment_values(cells: dict[str, str]) -> dict[str, object]:
    """The cells as the shape wants them; a cell that does not translate stays text, so that the shape refuses it."""
    pillars: dict[str, object] = {"alle": None, "1": 1, "2": 2, "3": 3}
    return {
        "id": cells["id"],
        "article": f"Art. {cells['article']}",
        "pillar": pillars.get(cells["pillar"], int(cells["pillar"]) if cells["pillar"].isdigit() else cells["pillar"]),
        "topic": cells["element"],
        "paraphrase": cells["paraphrase_nl"],
        "verb": cells["commitment_verb"],
        "scope": cells["scope"],
        "countable": {"ja": True, "nee": False}.get(cells["countable"], cells["countable"]),
        "target": cells["target"],
        "actor": cells["actor"],
        "actor_words": cells["actor_words"],
        "linked_to": cells["linked_to"].split(),
    }
