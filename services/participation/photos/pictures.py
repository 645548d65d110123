"""From what a phone sends to what a page shows: checked by its content, turned upright, made smaller, and bare.

Nothing of the original is kept: every file is written anew from its pixels, without place, time, device or thumbnail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 12_000_000
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""What the largest phones make; only a JPEG can be unpacked at half its size. Bombs say much more: a PNG of some kB can
hold a billion equal pixels."""
LEAST_SIDE = 200
WIDTHS = (480, 960, 1600)
JPEG_WIDTH = 960
"""In this width there is a JPEG too, for mail and older programs."""
FORMATS = ("JPEG", "PNG", "WEBP")
TYPES = {"WEBP": "image/webp", "JPEG": "image/jpeg"}
ENDINGS = {"WEBP": "webp", "JPEG": "jpg"}
ONE_AT_A_TIME = Lock()
"""Unpacking the largest takes some 300 MB and two seconds."""

Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and says it in words instead of a warning


class NotAPicture(Exception):
    """The text says why it can't be taken, in words for who sent it."""


@dataclass(frozen=True)
class Picture:
    """One size, as it is kept. `name` is the content's SHA-256 with the ending of its type."""

    name: str
    type: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Cut:
    """What of a photo is kept: as much as fits in a shape (width / height; None keeps all), around a point.

    The point is in parts of what is cut off: 0 is the left or the top, 0.5 the middle, 1 the right or the bottom.
    """

    shape: float | None = None
    x: float = 0.5
    y: float = 0.5


WHOLE = Cut()


def pictures_of(content: bytes, cut: Cut = WHOLE) -> list[Picture]:
    """Smallest first. Raises NotAPicture."""
    if len(content) > MOST_BYTES:
        raise NotAPicture(f"The photo is too large: we take up to {MOST_BYTES // 1_000_000} MB.")
    if not content:
        raise NotAPicture("There is no photo in the form.")
    with ONE_AT_A_TIME:
        try:
            return list(_sizes(_cut(_upright(_opened(content)), cut)))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
            raise NotAPicture("This is no photo that we can read. Send a JPEG, PNG or WebP.") from error


def _opened(content: bytes) -> Image.Image:
    """Only the head is read here, so that what is too much is refused before it is unpacked."""
    image = Image.open(BytesIO(content), formats=FORMATS)
    most = MOST_PIXELS.get(image.format or "", MOST_PIXELS["JPEG"])
    if image.width * image.height > most:
        raise NotAPicture(f"The photo has too many pixels: we take up to {most // 1_000_000} million.")
    if min(image.size) < LEAST_SIDE:
        raise NotAPicture(f"The photo is too small: each side has at least {LEAST_SIDE} pixels.")
    image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # a large JPEG is unpacked at half, a quarter … of its size
    return image


def _upright(image: Image.Image) -> Image.Image:
    """As it was seen through the camera, on white where it is see-through."""
    ImageOps.exif_transpose(image, in_place=True)
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _cut(image: Image.Image, cut: Cut) -> Image.Image:
    if cut.shape is None:
        return image
    width, height = min(image.width, round(image.height * cut.shape)), min(image.height, round(image.width / cut.shape))
    left, top = round((image.width - width) * cut.x), round((image.height - height) * cut.y)
    return image.crop((left, top, left + width, top + height))


def _sizes(image: Image.Image) -> Iterator[Picture]:
    """Never larger than it came; a narrow one in its own width only."""
    widths = [width for width in WIDTHS if width < image.width] or [image.width]
    for width in widths:
        size = (width, max(1, round(image.height * width / image.width)))
        smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        bare = Image.frombytes("RGB", smaller.size, smaller.tobytes())
        yield _kept(bare, "WEBP", quality=80, method=4)
        if width == min(JPEG_WIDTH, widths[-1]):
            yield _kept(bare, "JPEG", quality=82, optimize=True, progressive=True)


def _kept(image: Image.Image, kind: str, **options: int) -> Picture:
    written = BytesIO()
    image.save(written, kind, **options)
    content = written.getvalue()
    name = f"{sha256(content).hexdigest()}.{ENDINGS[kind]}"
    return Picture(name, TYPES[kind], image.width, image.height, content)
