"""Photos of places: taken by their content, stripped, made smaller, never shown without words."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from services.contracts.participation import Photo, PlaceShape
from services.kit.database import Database
from services.participation.photos.pictures import MOST_BYTES, Cut, NotAPicture, pictures_of
from services.participation.photos.rules import wrong_alt
from tests.participation.conftest import ADMIN, World, place_body, wrong_names

ALT = "De voordeur van de buurtkamer, met een bankje ervoor"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photo(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    """Left half red, right half blue."""
    image = Image.new(options.pop("mode", "RGB"), size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def from_a_phone(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "SecretPhone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 2.0, 30.0)
    return photo(exif=exif, comment=b"Secret remark")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_becomes_a_few_sizes_of_web_files() -> None:
    found = pictures_of(photo(size=(2400, 1600)))
    assert [(each.type, each.width, each.height) for each in found] == [
        ("image/webp", 480, 320),
        ("image/webp", 960, 640),
        ("image/jpeg", 960, 640),
        ("image/webp", 1600, 1067),
    ]
    for each in found:
        assert opened(each.content).size == (each.width, each.height)
        assert each.name.endswith(".jpg" if each.type == "image/jpeg" else ".webp")


@pytest.mark.parametrize(
    ("cut", "size", "reddish"),
    [
        (Cut(), (480, 320), None),
        (Cut(1.0, 0.0), (480, 480), True),
        (Cut(1.0, 1.0), (480, 480), False),
        (Cut(3.0, 0.5, 1.0), (480, 160), None),
    ],
)
def test_a_photo_can_be_cut_around_what_matters(cut: Cut, size: tuple[int, int], reddish: bool | None) -> None:
    """A square of the left of a wide photo is mostly red, one of the right mostly blue."""
    found = opened(pictures_of(photo(size=(1200, 800)), cut)[0].content)
    assert found.size == size
    left, right = (found.convert("RGB").getpixel((x, size[1] // 2)) for x in (5, size[0] - 5))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    if reddish is not None:
        middle = found.convert("RGB").getpixel((size[0] // 2, size[1] // 2))
        assert isinstance(middle, tuple)
        assert (middle[0] > middle[2]) is reddish
    else:
        assert left[0] > left[2] and right[2] > right[0]


@pytest.mark.parametrize(("width", "widths"), [(300, [300, 300]), (480, [480, 480]), (900, [480, 480])])
def test_a_photo_never_becomes_larger(width: int, widths: list[int]) -> None:
    assert [each.width for each in pictures_of(photo(size=(width, 600)))] == widths


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_camera_place_or_maker_is_kept(kind: str) -> None:
    sent = from_a_phone() if kind == "JPEG" else photo(kind, exif=opened(from_a_phone()).getexif())
    assert b"SecretPhone" in sent
    for each in pictures_of(sent):
        assert not dict(opened(each.content).getexif())
        assert not set(opened(each.content).info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
        assert b"Secret" not in each.content
        assert b"Exif" not in each.content


def test_a_photo_is_turned_upright() -> None:
    smallest = opened(pictures_of(from_a_phone(6))[0].content)
    assert smallest.height > smallest.width
    top, bottom = smallest.getpixel((100, 20)), smallest.getpixel((100, smallest.height - 20))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[0] > 200 > 100 > top[2]
    assert bottom[2] > 200 > 100 > bottom[0]


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "CMYK", "1", "I;16"])
def test_all_kinds_of_pixels_become_plain_ones_on_white(mode: str) -> None:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0)).convert(mode) if mode != "I;16" else Image.new(mode, (300, 300))
    written = BytesIO()
    image.save(written, "JPEG" if mode == "CMYK" else "PNG")
    for each in pictures_of(written.getvalue()):
        assert opened(each.content).mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert opened(pictures_of(written.getvalue())[0].content).getpixel((9, 9)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that says it is much larger."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    pixels = b"IDAT" + zlib.compress(bytes(10_000))
    chunks = (
        (len(each) - 4).to_bytes(4, "big") + each + zlib.crc32(each).to_bytes(4, "big")
        for each in (head, pixels, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "no photo in the form"),
        (b"%PDF-1.7 not a photo", "no photo that we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no photo that we can read"),
        (photo("GIF"), "no photo that we can read"),
        (photo()[:2000], "no photo that we can read"),
        (bomb(300, 300), "no photo that we can read"),
        (bomb(30_000, 30_000), "too many pixels"),
        (photo(size=(1000, 150)), "too small"),
        (bytes(MOST_BYTES + 1), "too large"),
    ],
    ids=["empty", "pdf", "svg", "gif", "half", "short", "bomb", "small", "large"],
)
def test_what_is_no_photo_is_refused_in_words(sent: bytes, said: str) -> None:
    with pytest.raises(NotAPicture, match=said):
        pictures_of(sent)


WHOLE = {kind: photo(kind, size=(220, 220)) for kind in ("JPEG", "PNG", "WEBP")}


@settings(max_examples=80, deadline=None)
@given(some.sampled_from(sorted(WHOLE)), some.integers(0, 5000), some.binary(min_size=1, max_size=8))
def test_a_broken_photo_is_a_photo_or_refused_and_nothing_else(kind: str, at: int, noise: bytes) -> None:
    whole = WHOLE[kind]
    at %= len(whole)
    with suppress(NotAPicture):
        assert pictures_of(whole[:at] + noise + whole[at + len(noise) :])


@pytest.mark.parametrize(
    "alt", ["", "deur", "IMG_2041", "img_2041.jpeg", "Foto 12", "voordeur.JPG", "x" * 251, "deur\0bel"]
)
def test_words_that_say_nothing_are_refused(alt: str) -> None:
    assert wrong_alt(alt)


def test_words_that_say_something_are_taken() -> None:
    assert wrong_alt(ALT) is None
    assert wrong_alt("Foto van de tuin met twee kassen") is None


def send(world: World, sent: bytes | None = None, alt: str = ALT, version: int = 1, **changes: Any) -> httpx.Response:
    headers = changes.pop("headers", world.coordinator)
    if version:
        headers = headers | {"If-Match": f'"{version}"'}
    files = {"file": ("IMG_1.jpg", photo() if sent is None else sent, "image/jpeg")}
    path = f"/v1/places/{changes.pop('place', world.here)}/photo"
    return world.client.put(path, files=files, data={"alt": alt} | changes, headers=headers)


def files_kept(storage: Database) -> int:
    with storage.reading() as connection:
        row = connection.execute(b"SELECT count(*) FROM participation.photo_file").fetchone()
    assert row
    return int(row[0])


def test_a_place_shows_its_photo_with_its_words(world: World) -> None:
    answer = send(world)
    assert answer.status_code == 200, answer.text
    place = PlaceShape.model_validate(answer.json())
    assert place.photo and place.photo.alt == ALT
    assert place == PlaceShape.model_validate(world.client.get(f"/v1/places/{world.here}").json())
    assert Photo.model_validate(world.client.get(f"/v1/places/{world.here}/photo").json()) == place.photo
    listed = world.client.get("/v1/places", params={"q": "oost"}).json()["items"][0]
    assert Photo.model_validate(listed["photo"]) == place.photo
    for each in place.photo.files:
        found = world.client.get(each.url)
        assert found.headers["content-type"] == each.type
        assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert opened(found.content).size == (each.width, each.height)
        again = world.client.get(each.url, headers={"If-None-Match": found.headers["etag"]})
        assert (again.status_code, again.content, again.headers["sql-statements"]) == (304, b"", "0")


def test_another_photo_replaces_the_files_of_the_first(world: World, storage: Database) -> None:
    first = send(world).json()["photo"]
    second = send(world, photo("PNG", size=(500, 500)), version=2).json()["photo"]
    assert files_kept(storage) == len(second["files"]) == 2
    assert world.client.get(first["files"][0]["url"]).status_code == 404
    gone = world.client.delete(f"/v1/places/{world.here}/photo", headers=world.coordinator | {"If-Match": '"3"'})
    assert (gone.status_code, gone.json()["photo"], gone.json()["version"]) == (200, None, 4)
    assert files_kept(storage) == 0
    assert world.client.get(f"/v1/places/{world.here}/photo").status_code == 404
    again = world.client.delete(f"/v1/places/{world.here}/photo", headers=world.coordinator | {"If-Match": '"4"'})
    assert again.status_code == 404


def test_changing_a_place_keeps_its_photo(world: World) -> None:
    kept = send(world).json()["photo"]
    path = f"/v1/places/{world.here}"
    changed = world.client.put(path, json=place_body(summary="Nieuw."), headers=ADMIN | {"If-Match": '"2"'})
    assert changed.json()["photo"] == kept


def test_two_places_can_have_the_same_photo(world: World) -> None:
    one, two = send(world).json(), send(world, place=world.there, headers=world.editor).json()
    assert one["photo"] == two["photo"]
    world.client.delete(f"/v1/places/{world.here}/photo", headers=world.coordinator | {"If-Match": '"2"'})
    assert world.client.get(two["photo"]["files"][0]["url"]).status_code == 200


def test_who_may_change_a_photo_and_of_what(world: World) -> None:
    assert send(world, headers={}).status_code == 401
    assert send(world, place=world.there).status_code == 403
    assert send(world, place=uuid4(), headers=ADMIN).status_code == 404
    assert send(world, version=0).status_code == 428
    assert send(world, version=7).status_code == 412
    assert world.client.delete(f"/v1/places/{world.here}/photo", headers=world.coordinator).status_code == 428
    assert world.client.get(f"/v1/places/{uuid4()}/photo").status_code == 404


def test_every_wrong_part_of_the_form_is_named_and_nothing_is_kept(world: World, storage: Database) -> None:
    assert wrong_names(send(world, b"no photo", alt=" IMG_1 ")) == {"file", "alt"}
    assert wrong_names(send(world, alt="")) == {"alt"}
    assert wrong_names(send(world, bomb(30_000, 30_000))) == {"file"}
    headers = world.coordinator | {"If-Match": '"1"'}
    path = f"/v1/places/{world.here}/photo"
    assert wrong_names(world.client.put(path, data={"alt": ALT}, headers=headers)) == {"file"}
    assert wrong_names(world.client.put(path, files={"file": (None, "text")}, headers=headers)) >= {"file"}
    assert wrong_names(world.client.put(path, json={"alt": ALT}, headers=headers)) >= {"alt"}
    assert files_kept(storage) == 0
    assert world.client.get(f"/v1/places/{world.here}").json()["version"] == 1


def test_only_a_photo_may_be_so_large(world: World) -> None:
    assert send(world, bytes(MOST_BYTES + 100_000)).status_code == 413
    assert wrong_names(send(world, bytes(2_000_000))) == {"file"}
    large = place_body(summary="x" * 1_100_000)
    headers = ADMIN | {"If-Match": '"1"'}
    assert world.client.put(f"/v1/places/{world.here}", json=large, headers=headers).status_code == 413


def test_a_name_that_is_no_content_finds_nothing(world: World) -> None:
    assert world.client.get(f"/v1/photos/{'0' * 64}.webp").status_code == 404
    assert world.client.get("/v1/photos/photo.webp").status_code == 404
    assert world.client.get(f"/v1/photos/{'0' * 64}.webp", headers={"If-None-Match": '"1"'}).status_code == 404


def test_of_photos_sent_at_the_same_time_one_is_kept(world: World, storage: Database) -> None:
    photos = [photo("PNG", size=(300 + n, 300)) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: send(world, each), photos))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert files_kept(storage) == 2
