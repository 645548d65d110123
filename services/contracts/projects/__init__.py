"""The projects service as others see it (Art. 2–7, 10–12), a file per slice; one typed client over all of it."""

from services.contracts.projects.amendments import AmendmentCalls
from services.contracts.projects.booking_imports import BookingImportCalls as BookingImportCalls
from services.contracts.projects.booking_imports import BookingImportShape as BookingImportShape
from services.contracts.projects.changes import ChangeCalls
from services.contracts.projects.consultation import ConsultationCalls
from services.contracts.projects.deal import DealCalls
from services.contracts.projects.deliverables import BusinessSpaceInput as BusinessSpaceInput
from services.contracts.projects.deliverables import BusinessSpaceShape as BusinessSpaceShape
from services.contracts.projects.deliverables import CourseCountShape as CourseCountShape
from services.contracts.projects.deliverables import CourseInput as CourseInput
from services.contracts.projects.deliverables import CoursePeriodInput as CoursePeriodInput
from services.contracts.projects.deliverables import CoursePeriodShape as CoursePeriodShape
from services.contracts.projects.deliverables import CourseShape as CourseShape
from services.contracts.projects.deliverables import DeliverableCalls as DeliverableCalls
from services.contracts.projects.deliverables import DeliverableInput as DeliverableInput
from services.contracts.projects.deliverables import DeliverableShape as DeliverableShape
from services.contracts.projects.deliverables import DeliverableStatus as DeliverableStatus
from services.contracts.projects.evidence import DocumentShape as DocumentShape
from services.contracts.projects.evidence import EvidenceCalls as EvidenceCalls
from services.contracts.projects.evidence import EvidenceInput as EvidenceInput
from services.contracts.projects.evidence import EvidenceShape as EvidenceShape
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
from services.contracts.projects.monitoring import ResultsShape as ResultsShape
from services.contracts.projects.progress import GraphEdge as GraphEdge
from services.contracts.projects.progress import GraphNode as GraphNode
from services.contracts.projects.progress import LinkGraph as LinkGraph
from services.contracts.projects.progress import LinkInput as LinkInput
from services.contracts.projects.progress import LinkShape as LinkShape
from services.contracts.projects.progress import MilestoneInput as MilestoneInput
from services.contracts.projects.progress import MilestoneShape as MilestoneShape
from services.contracts.projects.progress import MilestoneStatus as MilestoneStatus
from services.contracts.projects.progress import ProgressCalls as ProgressCalls
from services.contracts.projects.progress import ProgressUpdateInput as ProgressUpdateInput
from services.contracts.projects.progress import ProgressUpdateShape as ProgressUpdateShape
from services.contracts.projects.progress import RiskInput as RiskInput
from services.contracts.projects.progress import RiskShape as RiskShape
from services.contracts.projects.progress import Standing as Standing
from services.contracts.projects.registers import EntryStatus as EntryStatus
from services.contracts.projects.registers import RegisterCalls as RegisterCalls
from services.contracts.projects.registers import RegisterEntryInput as RegisterEntryInput
from services.contracts.projects.registers import RegisterEntryShape as RegisterEntryShape
from services.contracts.projects.registry import EuLawCheck as EuLawCheck
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
from services.contracts.projects.reports import ReportCalls as ReportCalls
from services.contracts.projects.statuses import StatusCalls as StatusCalls
from services.contracts.projects.statuses import StatusChangeInput as StatusChangeInput
from services.contracts.projects.statuses import StatusChangeShape as StatusChangeShape


class ProjectsClient(
    AmendmentCalls,
    BookingImportCalls,
    ChangeCalls,
    ConsultationCalls,
    DealCalls,
    DeliverableCalls,
    EvidenceCalls,
    MoneyCalls,
    MonitoringCalls,
    ProgressCalls,
    RegisterCalls,
    RegistryCalls,
    ReportCalls,
    StatusCalls,
):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
