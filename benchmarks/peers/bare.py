"""A bare FastAPI answer: the first example of its tutorial. No database, nothing of ours."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def root() -> dict[str, str]:
    return {"message": "Hello World"}
