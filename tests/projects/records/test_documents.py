"""Files: told by their content, kept with a checksum, given back for download only."""

import io
import zipfile
from hashlib import sha256

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.settings import Settings
from services.projects.documents.router import uploads
from services.projects.documents.rules import KINDS, Accepted, Refused, looked_at, plain_name
from tests.projects.answers import wrong_fields
from tests.projects.world import OFFICE, World
from tests.tokens import bearer

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00IEND\xaeB`\x82"
WORD = b'<Types><Override ContentType="application/...wordprocessingml.document.main+xml"/></Types>'


def zipped(**parts: bytes) -> bytes:
    """`types` stands for [Content_Types].xml."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr("[Content_Types].xml" if name == "types" else name, content)
    return file.getvalue()


DOCX = zipped(types=WORD)
GOOD = {
    "plan.pdf": PDF,
    "foto.png": PNG,
    "foto.JPG": b"\xff\xd8\xff\xe0 \xff\xd9",
    "brief.docx": DOCX,
    "lijst.xlsx": zipped(types=b"application/...spreadsheetml.sheet.main+xml"),
    "brief.odt": zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
    "lijst.ods": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "lijst.csv": "naam;m²\nÉén;5".encode(),
    "notitie.txt": b"\xef\xbb\xbfa < b",
}
BAD = [
    ("plan.pdf", PNG, "not what it says"),
    ("plan.pdf", PDF.replace(b"obj", b"/JavaScript", 1), "program"),
    ("foto.png", PDF, "not what it says"),
    ("foto.jpg", PNG, "not what it says"),
    ("brief.docx", PDF, "not what it says"),
    ("brief.docx", GOOD["lijst.xlsx"], "not what it says"),
    ("brief.docx", b"PK\x03\x04" + b"x" * 100, "not what it says"),
    ("brief.docx", zipped(types=WORD, **{"word/vbaProject.bin": b"x"}), "macros"),
    ("brief.docx", zipped(types=WORD.replace(b"Types>", b"macroEnabled>")), "macros"),
    ("brief.odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"Basic/a.xml": b""}), "macros"),
    ("brief.docm", DOCX, "We keep"),
    ("pagina.html", b"<p>", "We keep"),
    ("tekening.svg", b"<svg/>", "We keep"),
    ("doe.exe", b"MZ", "We keep"),
    ("zonder", PDF, "We keep"),
    ("notitie.txt", b"<script>alert(1)</script>", "program"),
    ("notitie.txt", b"#!/bin/sh", "program"),
    ("notitie.txt", b"MZ\x00\x01", "not what it says"),
    ("notitie.txt", b"\xff\xfe", "UTF-8"),
    ("plan.pdf", b"", "empty"),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_kept(name: str) -> None:
    assert looked_at(GOOD[name], name) == Accepted(KINDS[name.rpartition(".")[2].lower()][0])


@pytest.mark.parametrize(
    ("name", "content", "said"), BAD, ids=[f"{number}-{each[0]}" for number, each in enumerate(BAD)]
)
def test_a_file_that_is_something_else_or_runs_is_refused(name: str, content: bytes, said: str) -> None:
    found = looked_at(content, name)
    assert isinstance(found, Refused)
    assert said in found.sentence


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(sorted(KINDS)))
def test_no_content_breaks_the_looking(content: bytes, ending: str) -> None:
    looked_at(content, f"x.{ending}")
    looked_at(b"PK\x03\x04" + content, f"x.{ending}")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_a_name_has_no_folders_and_is_short(name: str) -> None:
    plain = plain_name(f"../{name}.pdf")
    assert len(plain) <= 120
    assert not set(plain) & set('/\\"\r\n\0')


def send(world: World, path: str, name: str, content: bytes, **form: str) -> httpx.Response:
    files = {"file": (name, content, "text/html")}
    return world.client.post(path, files=files, data={"title": "Plan"} | form, headers=OFFICE)


def test_a_document_comes_back_for_download_only(world: World) -> None:
    project = world.project()["id"]
    answer = send(world, f"/v1/projects/{project}/documents", "mijn plän.pdf", PDF)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["mediaType"], made["size"], made["sha256"]) == ("application/pdf", len(PDF), sha256(PDF).hexdigest())
    path = f"/v1/documents/{made['id']}"
    assert world.client.get(path).status_code == 401
    assert world.client.get(path, headers=bearer("coordinator")).status_code == 403
    got = world.client.get(path, headers=bearer("analyst"))
    assert got.content == PDF
    assert got.headers["content-disposition"] == "attachment; filename*=UTF-8''mijn%20pl%C3%A4n.pdf"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"].startswith("sandbox")
    assert world.get(f"/v1/projects/{project}/documents")["total"] == 0
    assert world.get(f"/v1/projects/{project}/documents", OFFICE)["items"] == [made]
    public = send(world, f"/v1/projects/{project}/documents", "a.txt", b"Hallo", public="true").json()
    assert world.client.get(f"/v1/documents/{public['id']}").content == b"Hallo"
    shows = {"what": "Plan", "source": "Wij", "on": "2021-01-01", "commitment": "A3-1-01", "documentId": made["id"]}
    item = world.post(f"/v1/projects/{project}/evidence", shows)
    assert world.client.delete(path, headers=OFFICE).status_code == 409
    assert world.delete(f"/v1/evidence/{item['id']}").status_code == 204
    assert world.client.delete(path, headers=OFFICE).status_code == 204
    assert world.client.get(path, headers=OFFICE).status_code == 404


def test_a_wrong_file_leaves_nothing_behind(world: World) -> None:
    before = world.get("/v1/documents", OFFICE)["total"]
    assert wrong_fields(send(world, "/v1/documents", "plan.pdf", PNG)) == {"file": "not-kept"}
    assert wrong_fields(world.client.post("/v1/documents", data={"title": "x"}, headers=OFFICE)) == {"file": "missing"}
    assert world.get("/v1/documents", OFFICE)["total"] == before


def test_a_file_has_a_largest_size(world: World) -> None:
    assert uploads(Settings(document_megabytes=3))["/v1/documents"] == 3_010_000
    too_large = send(world, "/v1/documents", "a.txt", b"a" * 25_100_000)
    assert too_large.status_code == 413
