"""The projects service as others see it (Art. 2–7, 10–12), a file per slice; one typed client over all of it."""

from services.contracts.projects.amendments import AmendmentCalls
from services.contracts.projects.changes import ChangeCalls
from services.contracts.projects.consultation import ConsultationCalls
from services.contracts.projects.deal import DealCalls
from services.contracts.projects.registry import LongText as LongText
from services.contracts.projects.registry import Names as Names
from services.contracts.projects.registry import NamesNeeded as NamesNeeded
from services.contracts.projects.registry import ProjectInput as ProjectInput
from services.contracts.projects.registry import ProjectShape as ProjectShape
from services.contracts.projects.registry import ProjectStatus as ProjectStatus
from services.contracts.projects.registry import RegistryCalls as RegistryCalls
from services.contracts.projects.registry import Summary as Summary
from services.contracts.projects.registry import Title as Title
from services.contracts.projects.registry import check_each_once as check_each_once
from services.contracts.projects.registry import check_printable as check_printable


class ProjectsClient(AmendmentCalls, ChangeCalls, ConsultationCalls, DealCalls, RegistryCalls):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
