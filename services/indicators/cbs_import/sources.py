"""A table of CBS over OData 3 and OData 4: what it is, and where its rows are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from services.contracts.indicators.cbs_tables import CbsColumn, CbsTable
from services.indicators.cbs_import.asking import Asking, NoTable

DIMENSIONS = ("Dimension", "GeoDimension", "GeoDetail", "TimeDimension")
FORMAT = {"$format": "json"}
"""OData 3 answers in XML else."""
TITLES = "Codes"
"""In OData 4 the codes of a dimension stand in a set of this ending."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """`titles` has what each key of a dimension means; `rows` is the address of the first page of the data."""

    table: CbsTable
    titles: Mapping[str, Mapping[str, str]]
    rows: str
    options: Mapping[str, str]
    count: int | None

    @property
    def dimensions(self) -> list[str]:
        return [each.key for each in self.table.columns if each.kind == "dimension"]


def source_of(asking: Asking, base: str, table: str, filter_: str = "") -> Source:
    """Tells the versions of OData apart by how they answer. Raises Unreachable or NoTable."""
    address = f"{base.rstrip('/')}/{table}"
    try:
        said, _ = asking.said(f"{address}/", **FORMAT)
    except NoTable:
        said, _ = asking.said(address)  # OData 4 knows no other form, and its addresses end without a slash
    names = [each.get("name") for each in said.get("value", ())]
    if "TypedDataSet" in names:
        return _v3(asking, address, table, filter_)
    if "Observations" in names:
        return _v4(asking, address, names, table, filter_)
    raise NoTable(f"{address} is no table of CBS")


def modified(asking: Asking, table: CbsTable) -> str:
    """When CBS published the table that is there now. Raises Unreachable or NoTable."""
    if table.protocol == "v3":
        return str(next(asking.rows(f"{table.address}/TableInfos", **FORMAT))["Modified"])
    return str(asking.said(f"{table.address}/Properties")[0]["Modified"])


def _v3(asking: Asking, address: str, table: str, filter_: str) -> Source:
    about = next(asking.rows(f"{address}/TableInfos", **FORMAT))
    properties = list(asking.rows(f"{address}/DataProperties", **FORMAT))
    columns = [_column_v3(each) for each in properties if each["Type"] in DIMENSIONS or each["Type"] == "Topic"]
    titles = {
        each.key: {row["Key"].rstrip(): row["Title"] for row in asking.rows(f"{address}/{each.key}", **FORMAT)}
        for each in columns
        if each.kind == "dimension"
    }
    groups = list(asking.rows(f"{address}/CategoryGroups", **FORMAT))
    told = _told("v3", address, table, filter_, columns, about, groups)
    options = {**FORMAT, "$filter": filter_} if filter_ else FORMAT
    counting = {"$filter": filter_} if filter_ else {}
    count = asking.number(f"{address}/TypedDataSet/$count", counting)
    return Source(told, titles, f"{address}/TypedDataSet", options, count)


def _column_v3(said: Row) -> CbsColumn:
    return CbsColumn(
        key=said["Key"],
        title=said["Title"],
        kind="topic" if said["Type"] == "Topic" else "dimension",
        description=said.get("Description") or "",
        unit=said.get("Unit") or "",
        decimals=said.get("Decimals"),
        text=said["Type"] != "Topic" or said.get("Datatype") == "String",
    )


def _v4(asking: Asking, address: str, names: Sequence[Any], table: str, filter_: str) -> Source:
    about, _ = asking.said(f"{address}/Properties")
    dimensions = [
        CbsColumn(
            key=each["Identifier"],
            title=each["Title"],
            kind="dimension",
            description=each.get("Description") or "",
            text=True,
        )
        for each in asking.rows(f"{address}/Dimensions")
    ]
    topics = [_topic_v4(each) for each in asking.rows(f"{address}/Measure{TITLES}")]
    titles = {
        each.key: {row["Identifier"].rstrip(): row["Title"] for row in asking.rows(f"{address}/{each.key}{TITLES}")}
        for each in dimensions
    }
    groups = list(_groups_v4(asking, address, dimensions, names))
    told = _told("v4", address, table, filter_, [*dimensions, *topics], about, groups)
    options = {"$filter": filter_} if filter_ else {}
    count = asking.number(f"{address}/Observations/$count", options)
    return Source(told, titles, f"{address}/Observations", options, count)


def _topic_v4(said: Row) -> CbsColumn:
    return CbsColumn(
        key=said["Identifier"],
        title=said["Title"],
        kind="topic",
        description=said.get("Description") or "",
        unit=said.get("Unit") or "",
        decimals=said.get("Decimals"),
        text=said.get("DataType") == "String",
    )


def _groups_v4(
    asking: Asking, address: str, dimensions: Sequence[CbsColumn], names: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    for each in dimensions:
        if f"{each.key}Groups" in names:
            for row in asking.rows(f"{address}/{each.key}Groups"):
                yield {"DimensionKey": each.key, **row}


def _told(
    protocol: Literal["v3", "v4"],
    address: str,
    table: str,
    filter_: str,
    columns: list[CbsColumn],
    about: Row,
    groups: list[dict[str, Any]],
) -> CbsTable:
    return CbsTable(
        id=about.get("Identifier") or table,
        title=str(about["Title"]).strip(),
        modified=str(about["Modified"]),
        protocol=protocol,
        address=address,
        filter=filter_,
        columns=columns,
        about={name: value for name, value in about.items() if not name.startswith(("odata.", "@odata."))},
        groups=groups,
    )
