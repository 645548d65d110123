"""Figures as others see them, a file per slice; one typed client over all of it."""

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


class IndicatorsClient(DefinitionCalls, MeasurementCalls, RefreshCalls, ReleaseCalls):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""
