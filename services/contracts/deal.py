"""The shapes of a deal's files, as they lie in `deal/<slug>/`: what must be there, of which type, and nothing else.

Keys are snake_case as in the TOML files. Money is in whole euro cents, ids are slugs, articles are cited
as "Art. 4.1b".
`services.kit.deal_files.read_deal` reads a folder into one `Deal` and names every mistake with its file and line.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from services.contracts.deal_disclosure import DisclosureFile
from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.deal_open_data import OpenDataFile
from services.contracts.deal_paper import PaperFile
from services.contracts.deal_words import Article, ElementId, Labels, Readings, Slug, Strict, Text, check_title_labels

Amount = Annotated[int, Field(gt=0, description="whole euro cents")]
PillarNumber = Annotated[int, Field(ge=1, le=99)]
Titles = Annotated[Labels, AfterValidator(check_title_labels)]


class Publication(Strict):
    """Where the text of the deal can be read."""

    title: Text
    published_in: Text
    article: Article
    law_in_court: bool = Field(description="whether a court can enforce the deal")
    law_article: Article


class DealTerm(Strict):
    """When the deal holds. `signed_on` is absent while the day on which all had signed is not known."""

    in_force: Literal["day-after-all-signed"]
    signed_on: date | None = None
    ends_on: date
    baseline_year: int
    article: Article
    readings: Readings


class Governance(Strict):
    """Who leads and writes at the consultation (Art. 6.4), and how the deal is changed (Art. 10 and 11)."""

    chair_sides: Annotated[list[Literal["rijk", "regio"]], Field(min_length=1)]
    secretariat: Annotated[list[Slug], Field(min_length=1)]
    consultation_article: Article
    requests_to: Slug
    talks_within_weeks: Annotated[int, Field(ge=1, le=52)]
    amendment_article: Article
    accession_article: Article


class Ambition(Strict):
    text: Text
    factors: list[Slug]
    compared_with: Text
    year: int
    article: Article
    readings: Readings


class CoreMessage(Strict):
    """The fixed wording that all parties use, verbatim."""

    language: Literal["nl"]
    text: Text
    article: Article


class DealText(Strict):
    slug: Slug
    name: Text
    short_name: Text
    article: Article
    inhabitants: int
    inhabitants_text: Text
    inhabitants_article: Article
    languages: Annotated[list[str], Field(min_length=1)]
    publication: Publication
    term: DealTerm
    governance: Governance
    ambition: Ambition
    core_message: CoreMessage
    readings: Readings


class Party(Strict):
    slug: Slug
    name: Text
    full_name: Text
    group: Literal["rijk", "regio"]
    consultation_seat: bool
    article: Article
    readings: Readings


class PillarAlias(Strict):
    title: Text
    article: Article


class Pillar(Strict):
    number: PillarNumber
    slug: Slug
    titles: Titles
    article: Article
    aim: Text
    aliases: Annotated[list[PillarAlias], Field(default_factory=list)]
    readings: Readings


class Theme(Strict):
    slug: Slug
    titles: Titles
    aim: Text
    article: Article


class ApproachElement(Strict):
    """One lettered element of the approach, for instance 1a. Its commitments are those of its article."""

    id: ElementId
    pillar: PillarNumber
    titles: Titles
    article: Article


class Buurt(Strict):
    code: Annotated[str, StringConstraints(pattern=r"^BU\d{8}$")]
    name: Text
    inhabitants: Annotated[int, Field(ge=0)]


class Wijk(Strict):
    """A wijk of the deal: a set of CBS buurten, not a CBS wijk."""

    slug: Slug
    name: Text
    cbs_wijk: Annotated[str, StringConstraints(pattern=r"^WK\d{6}$")]
    cbs_wijk_name: Text
    inhabitants: Annotated[int, Field(ge=0)]
    article: Article
    buurten: Annotated[list[Buurt], Field(min_length=1)]
    readings: Readings


class CbsScheme(Strict):
    """The edition of the CBS division and of the counts."""

    year: int
    municipality: Annotated[str, StringConstraints(pattern=r"^GM\d{4}$")]
    municipality_name: Text
    source: Text
    inhabitants_year: int
    rounded_to: Annotated[int, Field(ge=1)]
    readings: Readings


class SchoolHolidays(Strict):
    """Which of the three regions' school holidays hold in the wijken."""

    region: Literal["noord", "midden", "zuid"]
    source: Text


class WijkenFile(Strict):
    scheme: CbsScheme
    school_holidays: SchoolHolidays
    wijken: Annotated[list[Wijk], Field(min_length=1)]


class Strength(Strict):
    """How strongly the deal promises: rank 1 is strongest. `verbs` are the deal's own words, verbatim."""

    slug: Slug
    rank: Annotated[int, Field(ge=1)]
    name: Text
    verbs: list[Text]


class StrengthsFile(Strict):
    readings: Readings
    strengths: Annotated[list[Strength], Field(min_length=1)]


class Commitment(Strict):
    """One promise of Art. 3 or 4.

    `pillar` is None where it is of all pillars; `linked_to` names promises of the same object elsewhere in the deal.
    """

    id: Annotated[str, StringConstraints(pattern=r"^A\d[0-9a-z.-]*-\d{2}$")]
    article: Article
    pillar: PillarNumber | None
    topic: Text
    paraphrase: Text
    verb: Text
    scope: Literal["deal", "wijk"]
    countable: bool
    target: str
    actor: Text
    actor_words: str
    linked_to: list[str]


class MeasuredByIndicator(Strict):
    kind: Literal["indicator"]
    indicator: Slug


class MeasuredByFact(Strict):
    """A fact that one of the services holds and can count."""

    kind: Literal["fact"]
    service: Literal["projects", "participation", "indicators"]
    fact: Text


class MeasuredByEvidence(Strict):
    """Evidence items (what, source, date) that the programme office keeps with the result."""

    kind: Literal["evidence"]
    asks: Text


MeasuredBy = Annotated[MeasuredByIndicator | MeasuredByFact | MeasuredByEvidence, Field(discriminator="kind")]


class ResultTarget(Strict):
    value: float | int | None = None
    unit: Text
    comparison: Literal["change", "at-least", "more", "less"]
    text: Text


class ExpectedResult(Strict):
    id: Slug
    article: Article
    pillar: PillarNumber | None = None
    titles: Titles
    per: Literal["deal", "wijk", "meeting-place", "sports-venue"]
    target: ResultTarget
    direction: Literal["up", "down", "reach"]
    starts: Text | None = None
    ends: Text | None = None
    source: Text
    measured_by: MeasuredBy
    commitments: Annotated[list[str], Field(min_length=1)]
    readings: Readings


class Contribution(Strict):
    slug: Slug
    party: Slug
    commitment: Literal["reserved", "best-effort"]
    verb: Text
    amount_cents: Amount
    vat: Literal["included", "unstated"]
    from_fund: Text | None = None
    instrument: Text | None = None
    free_to_spend: bool
    article: Article
    readings: Readings


class Tranche(Strict):
    contribution: Slug
    number: Annotated[int, Field(ge=1)]
    years: Annotated[list[int], Field(min_length=1)]
    amount_cents: Amount
    stated: bool = Field(description="false when the amount is derived from others")
    article: Article
    readings: Readings


class Division(Strict):
    """How the money is to be divided over the pillars."""

    rule: Text
    binding: Literal["guideline"]
    reviewed: Literal["yearly"]
    articles: list[Article]
    readings: Readings


class ContributionsFile(Strict):
    total_cents: Amount
    total_stated: bool
    readings: Readings
    division: Division
    contributions: Annotated[list[Contribution], Field(min_length=1)]
    tranches: Annotated[list[Tranche], Field(default_factory=list)]


class Programme(Strict):
    """A programme, policy or agreement that the deal connects to and that a project can join."""

    slug: Slug
    name: Text
    level: Literal["municipal", "regional", "national", "international"]
    article: Article
    pillars: Annotated[list[PillarNumber], Field(default_factory=list)]
    url: Text | None = None


class Organisation(Strict):
    slug: Slug
    name: Text
    kind: Literal[
        "government", "knowledge", "education", "business", "welfare", "sport", "faith", "housing", "residents"
    ]
    article: Article | None = None
    note: Text | None = None


class TargetGroup(Strict):
    slug: Slug
    titles: Titles
    article: Article


class NamedPart(Strict):
    """A part of the deal that has no more than a name and an article: a co-benefit, a sector, a kind of course."""

    slug: Slug
    titles: Titles
    article: Article


class DeliverableKind(NamedPart):
    """What Art. 3 counts and no place holds; `expected_result` is what it adds up to."""

    per: Literal["deal", "wijk"]
    expected_result: Slug


class Register(NamedPart):
    """A list that the programme office keeps; `asks` is what its entries say beside title, date and status."""

    asks: list[Literal["sector", "places", "square_metres", "rule"]]


class Term(Strict):
    """A word of a fixed list with its label in every language of the deal."""

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    labels: Labels


class LinkHost(Strict):
    """A host that a link to an outside service, for instance `maex`, may have."""

    service: Slug
    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class SearchWords(Strict):
    """What residents may call one thing, per language, parted by commas; `within` names wider concepts.

    A concept with the name of a category, an audience or a kind of place adds to its labels.
    """

    concept: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["subject", "circumstance", "manner", "skip"] = "subject"
    within: Annotated[list[Text], Field(default_factory=list)]
    words: Labels


class Deal(BaseModel):
    """Everything a deal's folder says, checked. Lists keep the order of the files."""

    model_config = ConfigDict(frozen=True)

    about: DealText
    parties: list[Party]
    pillars: list[Pillar]
    themes: list[Theme]
    approach: list[ApproachElement]
    wijken: WijkenFile
    strengths: StrengthsFile
    commitments: list[Commitment]
    expected_results: list[ExpectedResult]
    contributions: ContributionsFile
    programmes: list[Programme]
    organisations: list[Organisation]
    target_groups: list[TargetGroup]
    co_benefits: list[NamedPart]
    link_kinds: list[NamedPart]
    deliverable_kinds: list[DeliverableKind]
    course_kinds: list[NamedPart]
    sectors: list[NamedPart]
    registers: list[Register]
    categories: list[Term]
    place_kinds: list[Term]
    steps: list[Term]
    for_whom: list[Term]
    accessibility: list[Term]
    dutch_levels: list[Term]
    languages: list[Term]
    help_kinds: list[Term]
    consent_wordings: list[Term]
    link_hosts: list[LinkHost]
    search_words: list[SearchWords]
    disclosure: DisclosureFile
    open_data: OpenDataFile
    paper: PaperFile
    indicators: list[IndicatorDefinition]
    editions: list[IndicatorDefinition] = Field(default_factory=list)
    """The same indicators as other surveys measure them: other versions, that the deal itself does not name."""

    def strength_of(self, commitment: Commitment) -> Strength:
        """The strength whose list holds the commitment's verb; the reader has made sure that there is exactly one."""
        return next(each for each in self.strengths.strengths if commitment.verb in each.verbs)

    def element_of(self, commitment: Commitment) -> ApproachElement | None:
        """The approach element with the commitment's article; None for results (Art. 3) and for a whole pillar."""
        return next((each for each in self.approach if each.article == commitment.article), None)


def wijk_digits(cbs_code: str) -> str:
    """The municipality-and-wijk part of a CBS code: WK051833 and BU05183387 both give 051833."""
    return re.sub(r"^[A-Z]+", "", cbs_code)[:6]
