"""`python -m benchmarks.import_peers copy|zuidwest URL FILE`: a survey into PostgreSQL, in a process of its own.

`copy` is COPY of the bare text into a table without keys or checks: the floor. `zuidwest` is all of it: copied and its
checksum taken, every cell checked, sealed, stored with its audit; then measured; then a release of its figures made,
which decides what is hidden; then published by a second person. How long it took until each is told apart.
"""

import csv
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from benchmarks.dataset import SECRET
from benchmarks.estimation_data import METADATA
from services.contracts.indicators import ReleaseInput
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.from_file import kept, looked_at, measured
from services.indicators.datasets.keeping import sealer_of
from services.indicators.datasets.laying import lay_down
from services.indicators.datasets.worlds import known_of
from services.indicators.releases.preparing import create
from services.indicators.releases.publishing import publish
from services.indicators.releases.queries import locked
from services.kit.database import Database, role_url


def copied(url: str, file: Path) -> dict[str, float]:
    with file.open() as opened:
        columns = next(csv.reader(opened))
    made = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
    with psycopg.connect(url) as connection, file.open("rb") as source:
        connection.execute(sql.SQL("CREATE TABLE public.bare ({})").format(made))
        began = time.perf_counter()
        with connection.cursor().copy("COPY public.bare FROM STDIN (FORMAT csv, HEADER)") as copy:
            while piece := source.read(1 << 20):
                copy.write(piece)
        connection.commit()
        seconds = time.perf_counter() - began
        connection.execute("DROP TABLE public.bare")
    return {"seconds": seconds}


def taken_in(url: str, file: Path) -> dict[str, float]:
    """`seconds` until it is stored, `measured` until its figures are there, `prepared` until they are in the draft of a
    release with what is hidden, `published` until everybody reads them."""
    metadata = DatasetMetadata.model_validate(METADATA | {"notes": f"at {time.time_ns()}"})
    database = Database(role_url(url, "indicators", "", SECRET), pool_size=2)
    database.open()
    sealer = sealer_of(SECRET)
    began = time.perf_counter()
    with TemporaryDirectory() as folder, file.open("rb") as source:
        laid = lay_down(source, Path(folder))
        with database.reading() as connection:
            known = known_of(connection, metadata)
        taken = looked_at(laid.path, metadata, known, sealer)
        with database.writing() as session:
            new = kept(session, laid, metadata, taken, sealer, "benchmark")
        seconds = time.perf_counter() - began
        assert new
        with database.writing() as session:
            measured(session, new, known, taken, sealer)
        told = {"seconds": seconds, "measured": time.perf_counter() - began}
        release = ReleaseInput(title="Of this file", dataset_ids=[new.id], counts=False)
        with database.writing() as session:
            release_id = create(session, release, "benchmark")
        told["prepared"] = time.perf_counter() - began
        with database.writing() as session:
            row = locked(session, release_id)
            assert row
            publish(session, row, "second")
        told["published"] = time.perf_counter() - began
    database.close()
    return told


if __name__ == "__main__":
    print(json.dumps({"copy": copied, "zuidwest": taken_in}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))))
