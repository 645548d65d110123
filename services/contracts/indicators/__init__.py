"""Figures as others see them, a file per slice; one typed client over all of it."""

from services.contracts.indicators.assessments import AgreedTarget as AgreedTarget
from services.contracts.indicators.assessments import AssessedFigure as AssessedFigure
from services.contracts.indicators.assessments import AssessmentCalls as AssessmentCalls
from services.contracts.indicators.assessments import AssessmentShape as AssessmentShape
from services.contracts.indicators.assessments import CityGap as CityGap
from services.contracts.indicators.assessments import Difference as Difference
from services.contracts.indicators.assessments import GapVerdict as GapVerdict
from services.contracts.indicators.assessments import UnusableBaselineInput as UnusableBaselineInput
from services.contracts.indicators.assessments import UnusableBaselineShape as UnusableBaselineShape
from services.contracts.indicators.assessments import Verdict as Verdict
from services.contracts.indicators.datasets import DatasetCalls as DatasetCalls
from services.contracts.indicators.datasets import DatasetMetadata as DatasetMetadata
from services.contracts.indicators.datasets import DatasetShape as DatasetShape
from services.contracts.indicators.definitions import DefinitionCalls as DefinitionCalls
from services.contracts.indicators.definitions import DefinitionVersion as DefinitionVersion
from services.contracts.indicators.definitions import IndicatorDetail as IndicatorDetail
from services.contracts.indicators.definitions import IndicatorShape as IndicatorShape
from services.contracts.indicators.measurements import AreaKind as AreaKind
from services.contracts.indicators.measurements import Asked as Asked
from services.contracts.indicators.measurements import Measure as Measure
from services.contracts.indicators.measurements import MeasurementCalls as MeasurementCalls
from services.contracts.indicators.measurements import MeasurementShape as MeasurementShape
from services.contracts.indicators.measurements import MeasurementStatus as MeasurementStatus
from services.contracts.indicators.refreshes import RefreshCalls as RefreshCalls
from services.contracts.indicators.refreshes import RefreshShape as RefreshShape
from services.contracts.indicators.releases import Hidden as Hidden
from services.contracts.indicators.releases import ReleaseCalls as ReleaseCalls
from services.contracts.indicators.releases import ReleaseInput as ReleaseInput
from services.contracts.indicators.releases import ReleaseShape as ReleaseShape
from services.contracts.indicators.uploads import UploadCalls as UploadCalls
from services.contracts.indicators.uploads import UploadShape as UploadShape


class IndicatorsClient(
    AssessmentCalls,
    DatasetCalls,
    DefinitionCalls,
    MeasurementCalls,
    RefreshCalls,
    ReleaseCalls,
    UploadCalls,
):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
