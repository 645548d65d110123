"""The same SQL by plain psycopg in a minimal FastAPI app: what a careful program without a framework of ours costs."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from psycopg_pool import ConnectionPool

from benchmarks.list_query import QUERY, values

pool = ConnectionPool(os.environ["BENCH_DATABASE_URL"], min_size=1, max_size=8, kwargs={"autocommit": True}, open=False)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    pool.open()
    yield
    pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/activities")
def activities() -> Response:
    with pool.connection() as connection:
        given = values()
        rows = connection.execute(QUERY.at_the_moment(given), given).fetchall()
    body = '{"items":[' + ",".join(row[0] for row in rows) + "]}"
    return Response(body, media_type="application/json")
