"""Participation as others see it (Art. 4.1a–b), a file per slice; one typed client over all of it."""

from services.contracts.open_forms import OpenFormCalls
from services.contracts.participation.activities import ActivityCalls
from services.contracts.participation.activities import ActivityInput as ActivityInput
from services.contracts.participation.activities import ActivityShape as ActivityShape
from services.contracts.participation.activities import ActivityStatus as ActivityStatus
from services.contracts.participation.activities import Joining as Joining
from services.contracts.participation.activities import NewActivityInput as NewActivityInput
from services.contracts.participation.activities import OccurrenceShape as OccurrenceShape
from services.contracts.participation.activities import Step as Step
from services.contracts.participation.agenda import AgendaCalls
from services.contracts.participation.agenda import AgendaDate as AgendaDate
from services.contracts.participation.agenda import AgendaDay as AgendaDay
from services.contracts.participation.areas import Address as Address
from services.contracts.participation.areas import Area as Area
from services.contracts.participation.areas import AreaCalls
from services.contracts.participation.areas import AreaCollection as AreaCollection
from services.contracts.participation.cards import ActivityCard as ActivityCard
from services.contracts.participation.cards import CardCalls
from services.contracts.participation.content import Cost as Cost
from services.contracts.participation.content import CostInput as CostInput
from services.contracts.participation.content import NextKind as NextKind
from services.contracts.participation.content import NextStep as NextStep
from services.contracts.participation.content import TranslationInput as TranslationInput
from services.contracts.participation.editions import EditionAtDesk as EditionAtDesk
from services.contracts.participation.editions import EditionCalls
from services.contracts.participation.editions import EditionFormat as EditionFormat
from services.contracts.participation.editions import EditionInput as EditionInput
from services.contracts.participation.editions import EditionPdf as EditionPdf
from services.contracts.participation.editions import EditionShape as EditionShape
from services.contracts.participation.enrolments import AttendanceInput as AttendanceInput
from services.contracts.participation.enrolments import AttendanceShape as AttendanceShape
from services.contracts.participation.enrolments import AttendanceTotals as AttendanceTotals
from services.contracts.participation.enrolments import CallShape as CallShape
from services.contracts.participation.enrolments import CountedDate as CountedDate
from services.contracts.participation.enrolments import EnrolmentCalls
from services.contracts.participation.enrolments import EnrolmentInput as EnrolmentInput
from services.contracts.participation.enrolments import EnrolmentShape as EnrolmentShape
from services.contracts.participation.enrolments import FullInput as FullInput
from services.contracts.participation.enrolments import FullShape as FullShape
from services.contracts.participation.enrolments import LeavingInput as LeavingInput
from services.contracts.participation.enrolments import ListedEnrolment as ListedEnrolment
from services.contracts.participation.enrolments import PhoneCallInput as PhoneCallInput
from services.contracts.participation.imports import ImportCalls
from services.contracts.participation.imports import ImportShape as ImportShape
from services.contracts.participation.listings import ListingCalls
from services.contracts.participation.moderation import LogEntry as LogEntry
from services.contracts.participation.moderation import ModerationCalls
from services.contracts.participation.moderation import QueueItem as QueueItem
from services.contracts.participation.moderation import UndoInput as UndoInput
from services.contracts.participation.moderation import UndoShape as UndoShape
from services.contracts.participation.open_data import OpenDataCalls
from services.contracts.participation.open_data import OpenDataTerms as OpenDataTerms
from services.contracts.participation.opening import Opening as Opening
from services.contracts.participation.opening import OtherHours as OtherHours
from services.contracts.participation.opening import Span as Span
from services.contracts.participation.opening import WeeklyHours as WeeklyHours
from services.contracts.participation.outbox import LetterShape as LetterShape
from services.contracts.participation.outbox import OutboxCalls
from services.contracts.participation.pathways import PathwayCalls
from services.contracts.participation.place_parts import AccessibilityCheck as AccessibilityCheck
from services.contracts.participation.place_parts import AccessibilityCheckInput as AccessibilityCheckInput
from services.contracts.participation.place_parts import AspectChecked as AspectChecked
from services.contracts.participation.place_parts import Evidence as Evidence
from services.contracts.participation.place_parts import Photo as Photo
from services.contracts.participation.place_parts import PhotoCut as PhotoCut
from services.contracts.participation.place_parts import PhotoFile as PhotoFile
from services.contracts.participation.place_parts import PhotoSent as PhotoSent
from services.contracts.participation.place_parts import TaskTakenOver as TaskTakenOver
from services.contracts.participation.places import MEETING_PLACE as MEETING_PLACE
from services.contracts.participation.places import Answer as Answer
from services.contracts.participation.places import PlaceCalls
from services.contracts.participation.places import PlaceInActivity as PlaceInActivity
from services.contracts.participation.places import PlaceInput as PlaceInput
from services.contracts.participation.places import PlaceOffer as PlaceOffer
from services.contracts.participation.places import PlaceShape as PlaceShape
from services.contracts.participation.proposals import OwnProposal as OwnProposal
from services.contracts.participation.proposals import ProposalCalls
from services.contracts.participation.proposals import ProposalDecision as ProposalDecision
from services.contracts.participation.proposals import ProposalDetails as ProposalDetails
from services.contracts.participation.proposals import ProposalInput as ProposalInput
from services.contracts.participation.proposals import ProposalShape as ProposalShape
from services.contracts.participation.readability import Quality as Quality
from services.contracts.participation.readability import ReadabilityCalls
from services.contracts.participation.readability import TextCheck as TextCheck
from services.contracts.participation.readability import TextCheckInput as TextCheckInput
from services.contracts.participation.reports import ReportCalls
from services.contracts.participation.reports import ReportInput as ReportInput
from services.contracts.participation.reports import ReportShape as ReportShape
from services.contracts.participation.schedules import ClosureInput as ClosureInput
from services.contracts.participation.schedules import ClosureShape as ClosureShape
from services.contracts.participation.schedules import ExceptionInput as ExceptionInput
from services.contracts.participation.schedules import ExceptionShape as ExceptionShape
from services.contracts.participation.schedules import Holiday as Holiday
from services.contracts.participation.schedules import HolidayKind as HolidayKind
from services.contracts.participation.schedules import HolidayKindShape as HolidayKindShape
from services.contracts.participation.schedules import NextDate as NextDate
from services.contracts.participation.schedules import OccurrenceStatus as OccurrenceStatus
from services.contracts.participation.schedules import PreviewDate as PreviewDate
from services.contracts.participation.schedules import Schedule as Schedule
from services.contracts.participation.schedules import ScheduleCalls
from services.contracts.participation.schedules import ScheduleInput as ScheduleInput
from services.contracts.participation.schedules import SchedulePreview as SchedulePreview
from services.contracts.participation.schedules import SchedulePreviewInput as SchedulePreviewInput
from services.contracts.participation.search import ActivityCounts as ActivityCounts
from services.contracts.participation.search import FoundPage as FoundPage
from services.contracts.participation.search import Instead as Instead
from services.contracts.participation.search import SearchCalls
from services.contracts.participation.search import Suggestion as Suggestion
from services.contracts.participation.search import Suggestions as Suggestions
from services.contracts.participation.wishes import CalledInput as CalledInput
from services.contracts.participation.wishes import Demand as Demand
from services.contracts.participation.wishes import OwnWish as OwnWish
from services.contracts.participation.wishes import Supported as Supported
from services.contracts.participation.wishes import SupportInput as SupportInput
from services.contracts.participation.wishes import WaitingWish as WaitingWish
from services.contracts.participation.wishes import WishCall as WishCall
from services.contracts.participation.wishes import WishCalls
from services.contracts.participation.wishes import WishDecision as WishDecision
from services.contracts.participation.wishes import WishInput as WishInput
from services.contracts.participation.wishes import WishOffered as WishOffered
from services.contracts.participation.wishes import WishShape as WishShape
from services.contracts.participation.words import Labelled as Labelled
from services.contracts.participation.words import TemplateBody as TemplateBody
from services.contracts.participation.words import TemplateShape as TemplateShape
from services.contracts.participation.words import Wijk as Wijk
from services.contracts.participation.words import WijkShape as WijkShape
from services.contracts.participation.words import WordCalls
from services.contracts.participation.working_copies import WorkingCopyCalls
from services.contracts.participation.working_copies import WorkingCopyShape as WorkingCopyShape


class ParticipationClient(
    ActivityCalls,
    AgendaCalls,
    AreaCalls,
    CardCalls,
    EditionCalls,
    EnrolmentCalls,
    ImportCalls,
    ListingCalls,
    ModerationCalls,
    OpenDataCalls,
    OpenFormCalls,
    OutboxCalls,
    PathwayCalls,
    PlaceCalls,
    ProposalCalls,
    ReadabilityCalls,
    ReportCalls,
    ScheduleCalls,
    SearchCalls,
    WishCalls,
    WordCalls,
    WorkingCopyCalls,
):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
