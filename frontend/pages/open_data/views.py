"""Open data: exact steps for calendars, sites, spreadsheets and programs, with addresses to copy."""

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.patience import if_up
from frontend.templates import page
from services.kit.access import anyone

PROGRAMS = {
    "R": """library(jsonlite)
everything <- function(url) {{
  pages <- list()
  while (!is.null(url)) {{
    page <- fromJSON(url)
    pages <- c(pages, list(page$value))
    url <- page$`@odata.nextLink`
  }}
  do.call(rbind, pages)
}}
figures <- everything("{indicators}/odata/v4/Observations")
activities <- fromJSON("{participation}/v1/activities?pageSize=100")$items""",
    "Python": """import httpx, pandas

def everything(url):
    while url:
        page = httpx.get(url).json()
        yield from page["value"]
        url = page.get("@odata.nextLink")

figures = pandas.DataFrame(everything("{indicators}/odata/v4/Observations"))
activities = pandas.DataFrame(httpx.get("{participation}/v1/activities?pageSize=100").json()["items"])""",
    "cbsodataR": """library(cbsodataR)
table <- cbs_get_data("00000NED", Marges = "MW00000", base_url = "{indicators}/cbs")""",
}
"""To copy: all figures over all pages, and the first hundred activities; and the figures as CBS serves them."""
POWER_QUERY = """let
    Service = OData.Feed("{indicators}/odata/v4/", null, [Implementation = "2.0"]),
    Figures = Service{{[Name = "Observations", Signature = "table"]}}[Data]
in
    Figures"""
"""In the language M, for Power BI and Excel alike."""
router = APIRouter()


@router.get("/open-data")
@anyone
async def open_data(request: Request, services: Services) -> Response:
    """Addresses are those under which the services are reached from outside; `services` keeps what is known of them."""
    at = request.app.state.settings.public_addresses
    terms = await if_up(services.participation.open_data())
    programs = [(name, name.lower(), text.format(**at)) for name, text in PROGRAMS.items()]
    query = POWER_QUERY.format(**at)
    return page(request, "pages/open_data/open_data.html", at=at, programs=programs, query=query, terms=terms)
