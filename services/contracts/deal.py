"""The shapes of a deal's files, as they lie in `deal/<slug>/`: what must be there, of which type, and nothing else.

Keys are snake_case as in the TOML files. Money is in whole euro cents, ids are slugs, articles are cited
as "Art. 4.1b".
`services.kit.deal_files.read_deal` reads a folder into one `Deal` and names every mistake with its file and line.
"""

import re

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.deal_disclosure import DisclosureFile
from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.deal_money import Contribution as Contribution
from services.contracts.deal_money import ContributionsFile as ContributionsFile
from services.contracts.deal_money import Division as Division
from services.contracts.deal_money import Tranche as Tranche
from services.contracts.deal_named import DeliverableKind as DeliverableKind
from services.contracts.deal_named import LinkHost as LinkHost
from services.contracts.deal_named import NamedPart as NamedPart
from services.contracts.deal_named import Organisation as Organisation
from services.contracts.deal_named import Programme as Programme
from services.contracts.deal_named import Register as Register
from services.contracts.deal_named import SearchWords as SearchWords
from services.contracts.deal_named import TargetGroup as TargetGroup
from services.contracts.deal_named import Term as Term
from services.contracts.deal_open_data import OpenDataFile
from services.contracts.deal_paper import PaperFile
from services.contracts.deal_pillars import ApproachElement as ApproachElement
from services.contracts.deal_pillars import Buurt as Buurt
from services.contracts.deal_pillars import CbsScheme as CbsScheme
from services.contracts.deal_pillars import Pillar as Pillar
from services.contracts.deal_pillars import PillarAlias as PillarAlias
from services.contracts.deal_pillars import SchoolHolidays as SchoolHolidays
from services.contracts.deal_pillars import Theme as Theme
from services.contracts.deal_pillars import Wijk as Wijk
from services.contracts.deal_pillars import WijkenFile as WijkenFile
from services.contracts.deal_promises import Commitment as Commitment
from services.contracts.deal_promises import ExpectedResult as ExpectedResult
from services.contracts.deal_promises import MeasuredBy as MeasuredBy
from services.contracts.deal_promises import MeasuredByEvidence as MeasuredByEvidence
from services.contracts.deal_promises import MeasuredByFact as MeasuredByFact
from services.contracts.deal_promises import MeasuredByIndicator as MeasuredByIndicator
from services.contracts.deal_promises import ResultTarget as ResultTarget
from services.contracts.deal_promises import Strength as Strength
from services.contracts.deal_promises import StrengthsFile as StrengthsFile
from services.contracts.deal_site import SiteFile
from services.contracts.deal_templates import ActivityTemplate as ActivityTemplate
from services.contracts.deal_text import Ambition as Ambition
from services.contracts.deal_text import CoreMessage as CoreMessage
from services.contracts.deal_text import DealTerm as DealTerm
from services.contracts.deal_text import DealText as DealText
from services.contracts.deal_text import Governance as Governance
from services.contracts.deal_text import Party as Party
from services.contracts.deal_text import Publication as Publication


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
    activity_templates: list[ActivityTemplate]
    link_hosts: list[LinkHost]
    search_words: list[SearchWords]
    disclosure: DisclosureFile
    open_data: OpenDataFile
    paper: PaperFile
    site: SiteFile
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
