"""What is held against a file and its metadata, with a Problem for whoever sent them when it does not fit."""

from uuid import UUID

from pydantic import ValidationError

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets import queries
from services.indicators.datasets.from_file import looked_at
from services.indicators.datasets.laying import Laid
from services.indicators.datasets.reading import Unreadable
from services.indicators.datasets.refusing import refusal_of_file, refusal_of_metadata, refusal_of_shape, unreadable
from services.indicators.datasets.taking_in import Refused, Seen, Taken
from services.indicators.datasets.worlds import Known, NoDeal, known_of
from services.kit.database import Database
from services.kit.problems import Problem
from services.kit.sealing import Sealer


def metadata_of(text: str) -> DatasetMetadata:
    """Raises Problem 400."""
    try:
        return DatasetMetadata.model_validate_json(text)
    except ValidationError as error:
        raise refusal_of_shape(error) from None


def held_against(database: Database, asked: DatasetMetadata, fingerprint: str) -> tuple[Known, UUID | None]:
    """What the file is held against, and the data set that it is already, if any. Raises Problem 400 where the metadata
    do not fit a file that is new."""
    with database.reading() as connection:
        try:
            known, there = known_of(connection, asked), queries.dataset_with(connection, fingerprint)
        except NoDeal:
            raise Problem(409, "Load the deal first: without it there are no definitions.") from None
    if known.wrong and not there:
        raise refusal_of_metadata(known.wrong)
    return known, there


def look_at(laid: Laid, asked: DatasetMetadata, known: Known, sealer: Sealer, seen: Seen = lambda _: None) -> Taken:
    """Raises Problem 400 with everything that is wrong."""
    try:
        return looked_at(laid.path, asked, known, sealer, seen)
    except Refused as refused:
        raise refusal_of_file(refused.problems) from None
    except Unreadable as error:
        raise unreadable(str(error)) from None
