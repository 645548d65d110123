"""About the site itself: accessibility, privacy, its components, and what machines ask for."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from frontend.backends import Services
from frontend.dates import full_day
from frontend.forms import FormState
from frontend.languages import current, languages
from frontend.pages.activities.asking import known_of
from frontend.patience import if_up
from frontend.static import Assets
from frontend.templates import page
from frontend.texts import DEFAULT, say
from services.contracts.deal_site import SiteFile
from services.kit.access import anyone

router = APIRouter()
LISTED = (
    "/",
    "/activiteiten",
    "/kaart",
    "/wensen",
    "/voorstellen",
    "/hulp",
    "/projecten",
    "/de-deal",
    "/hoe-gaat-het",
    "/toegankelijkheid",
    "/privacy",
)
LARGEST = 100
MOST_PAGES = 20


@router.get("/toegankelijkheid")
@anyone
async def accessibility(request: Request, services: Services) -> Response:
    """The statement that the law asks for, as the deal's folder has it."""
    about: SiteFile = request.app.state.about
    return page(
        request,
        "pages/about/accessibility.html",
        statement=about.accessibility,
        phone=about.phone,
        organisation=about.organisation.get(current().code, about.organisation[DEFAULT]),
        full_day=written_day,
    )


def written_day(day: date) -> str:
    """With its year: a statement is read for years."""
    return full_day(day, date.min)


@router.get("/privacy")
@anyone
async def privacy(request: Request, services: Services) -> Response:
    return page(request, "pages/about/privacy.html", kept_days=request.app.state.settings.forget_after_days)


@router.get("/componenten")
@anyone
async def components(request: Request, services: Services) -> Response:
    wrong = FormState({"naam": "x"}, {"naam": say("join.error.name"), "keuze": say("form.error.choose", field="…")})
    return page(request, "pages/about/components.html", form=FormState(), wrong=wrong)


@router.get("/zonder-verbinding")
@anyone
async def offline(request: Request, services: Services) -> Response:
    """Kept by the browser, and shown when there is no connection."""
    return page(request, "pages/about/offline.html")


@router.get("/robots.txt")
@anyone
async def robots(request: Request) -> Response:
    site = request.app.state.settings.addresses["frontend"]
    closed = "\n".join(f"Disallow: {path}" for path in ("/balie", "/aanmeldingen/", "/klopt-dit/", "/componenten"))
    return PlainTextResponse(f"User-agent: *\n{closed}\nSitemap: {site}/sitemap.xml\n")


@router.get("/site.webmanifest")
@anyone
async def manifest(request: Request) -> Response:
    assets: Assets = request.app.state.assets
    spoken = current()
    body = {
        "name": say("site.name"),
        "short_name": say("site.name"),
        "description": say("home.lead"),
        "lang": spoken.code,
        "dir": spoken.direction,
        "start_url": f"{spoken.start}/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#238540",
        "icons": [
            {"src": assets.url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": assets.url("icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": assets.url("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
    }
    return JSONResponse(body, media_type="application/manifest+json")


@router.get("/sw.js")
@anyone
async def service_worker(request: Request) -> Response:
    """At the top of the site, so that it may keep all its pages."""
    assets: Assets = request.app.state.assets
    worker = assets.files[assets.names["worker.js"]]
    return Response(worker.plain, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/sitemap.xml")
@anyone
async def sitemap(request: Request, services: Services) -> Response:
    """Every public page with its other languages; without the activities while those can't be asked."""
    known = known_of(request)
    paths = [
        *LISTED,
        *(f"/wijken/{wijk.id}" for wijk in known.wijken),
        *(f"/plekken/{each.id}" for each in known.places),
    ]
    paths += [f"/activiteiten/{each}" for each in await activity_ids(services)]
    site = request.app.state.settings.addresses["frontend"]
    body = "\n".join(line for path in paths for line in entry(site, path))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    return Response(
        f'{head}xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{body}\n</urlset>\n', media_type="application/xml"
    )


async def activity_ids(services: Services) -> list[str]:
    found: list[str] = []
    for number in range(1, MOST_PAGES + 1):
        answer = await if_up(services.participation.activity_cards(page=number, pageSize=LARGEST, sort="title"))
        found += [str(each.id) for each in answer.items] if answer else []
        if answer is None or answer.next is None:
            break
    return found


def entry(site: str, path: str) -> Iterator[str]:
    """One address with the same page in the other languages."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other.code}" href="{escape(site + other.start + path)}"/>'
        for other in languages().values()
    )
    yield f"<url><loc>{escape(site + path)}</loc>{others}</url>"


@router.get("/suggesties")
@anyone
async def suggestions(services: Services, q: str = "") -> Response:
    """For the search field, while somebody types; nothing while that can't be asked."""
    typed = q.strip()[:100]
    answer = await if_up(services.participation.suggestions(typed, current().code)) if len(typed) > 1 else None
    return JSONResponse([each.text for each in answer.items[:8]] if answer else [])
