"""The built assets: read once, served from memory under names that carry a hash of their content."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from services.kit.access import anyone

DIST = Path(__file__).parent / "assets" / "dist"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FOREVER = "public, max-age=31536000, immutable"
router = APIRouter(include_in_schema=False)


class AssetsNotBuilt(Exception):
    """Says how to build them."""

    def __init__(self) -> None:
        super().__init__("The site's assets are not built. Run `npm ci && npm run build` in frontend/assets.")


@dataclass(frozen=True)
class Asset:
    """One file with what it is compressed to; None where compressing does not help."""

    media_type: str
    plain: bytes
    brotli: bytes | None
    gzip: bytes | None

    def best_for(self, accepted: str) -> tuple[bytes, str | None]:
        if self.brotli is not None and "br" in accepted:
            return self.brotli, "br"
        if self.gzip is not None and "gzip" in accepted:
            return self.gzip, "gzip"
        return self.plain, None


class Assets:
    """`url("site.css")` gives the address a page links to. Raises AssetsNotBuilt when there is no manifest."""

    def __init__(self, folder: Path = DIST) -> None:
        try:
            self.names: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise AssetsNotBuilt from error
        self.files = {name: read_asset(folder / name) for name in self.names.values()}

        self.icons = frozenset(re.findall(r'<symbol id="([^"]+)"', self.files[self.names["icons.svg"]].plain.decode()))

    def drawn(self, icon: str) -> str:
        """The icon, or a plain one for what has no drawing of its own (another deal has other categories)."""
        return icon if icon in self.icons else "info"

    def url(self, name: str) -> str:
        return f"/static/{self.names[name]}"


def read_asset(path: Path) -> Asset:
    def packed(ending: str) -> bytes | None:
        file = path.with_name(path.name + ending)
        return file.read_bytes() if file.exists() else None

    return Asset(MEDIA_TYPES[path.suffix], path.read_bytes(), packed(".br"), packed(".gz"))


@router.get("/static/{name}")
@anyone
def asset(name: str, request: Request) -> Response:
    assets: Assets = request.app.state.assets
    if (found := assets.files.get(name)) is None:
        return Response(status_code=404)
    body, encoding = found.best_for(request.headers.get("accept-encoding", ""))
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, media_type=found.media_type, headers=headers)
