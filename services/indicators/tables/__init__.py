"""Tables of the indicators service, a file per slice."""

from services.indicators.tables.assessments import unusable_baseline as unusable_baseline
from services.indicators.tables.datasets import dataset as dataset
from services.indicators.tables.datasets import dataset_definition as dataset_definition
from services.indicators.tables.datasets import dataset_part as dataset_part
from services.indicators.tables.definitions import deal as deal
from services.indicators.tables.definitions import definition as definition
from services.indicators.tables.definitions import indicator as indicator
from services.indicators.tables.measurements import cell as cell
from services.indicators.tables.measurements import measurement as measurement
from services.indicators.tables.refreshes import refresh as refresh
from services.indicators.tables.releases import release as release
from services.indicators.tables.releases import release_cell as release_cell
from services.indicators.tables.releases import release_file as release_file
from services.indicators.tables.schema import metadata as metadata
from services.indicators.tables.uploads import upload as upload
from services.indicators.tables.uploads import upload_part as upload_part
