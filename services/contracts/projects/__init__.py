"""The projects service as others see it (Art. 2–7, 10–12), a file per slice; one typed client over all of it."""

from services.contracts.projects.deal import DealCalls
from services.contracts.projects.money import AllocationInput as AllocationInput
from services.contracts.projects.money import AllocationMade as AllocationMade
from services.contracts.projects.money import AllocationReview as AllocationReview
from services.contracts.projects.money import AllocationReviewInput as AllocationReviewInput
from services.contracts.projects.money import AllocationShape as AllocationShape
from services.contracts.projects.money import BookingInput as BookingInput
from services.contracts.projects.money import BookingKind as BookingKind
from services.contracts.projects.money import BookingMade as BookingMade
from services.contracts.projects.money import BookingShape as BookingShape
from services.contracts.projects.money import CorrectionInput as CorrectionInput
from services.contracts.projects.money import CorrectionShape as CorrectionShape
from services.contracts.projects.money import MoneyCalls as MoneyCalls
from services.contracts.projects.money import MoneyWarning as MoneyWarning
from services.contracts.projects.money import SumsShape as SumsShape
from services.contracts.projects.money import TrancheChange as TrancheChange
from services.contracts.projects.money import TrancheInput as TrancheInput
from services.contracts.projects.money import TrancheState as TrancheState
from services.contracts.projects.monitoring import DivisionShape as DivisionShape
from services.contracts.projects.monitoring import MonitoringCalls as MonitoringCalls
from services.contracts.projects.monitoring import RealisationShape as RealisationShape
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


class ProjectsClient(DealCalls, MoneyCalls, MonitoringCalls, RegistryCalls):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
