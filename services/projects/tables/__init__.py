"""Tables of the projects service, a file per slice."""

from services.projects.tables.deal import DEAL_TABLES as DEAL_TABLES
from services.projects.tables.deal import approach_element as approach_element
from services.projects.tables.deal import commitment as commitment
from services.projects.tables.deal import contribution as contribution
from services.projects.tables.deal import deal as deal
from services.projects.tables.deal import expected_result as expected_result
from services.projects.tables.deal import organisation as organisation
from services.projects.tables.deal import party as party
from services.projects.tables.deal import pillar as pillar
from services.projects.tables.deal import programme as programme
from services.projects.tables.deal import target_group as target_group
from services.projects.tables.deal import theme as theme
from services.projects.tables.deal import wijk as wijk
from services.projects.tables.registry import LINKS as LINKS
from services.projects.tables.registry import project as project
from services.projects.tables.registry import project_commitment as project_commitment
from services.projects.tables.registry import project_element as project_element
from services.projects.tables.registry import project_programme as project_programme
from services.projects.tables.registry import project_theme as project_theme
from services.projects.tables.registry import project_wijk as project_wijk
from services.projects.tables.schema import metadata as metadata
