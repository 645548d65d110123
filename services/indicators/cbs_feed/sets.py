"""The sets of a table, with their rows and the types of their columns. Pure."""

from collections.abc import Callable, Mapping

from services.indicators.cbs_feed import table_rules
from services.indicators.cbs_feed.info_rules import table_info
from services.indicators.cbs_feed.queries import CbsTable, Rows
from services.indicators.odata.properties import Edm

TEXTS = ("Title", "Description")
PROPERTY_TYPES: dict[str, Edm] = {
    "ID": "Int32",
    "odata.type": "String",
    "Position": "Int32",
    "ParentID": "Int32",
    "Type": "String",
    "Key": "String",
    "Title": "String",
    "Description": "String",
    "Datatype": "String",
    "Unit": "String",
    "Decimals": "Int32",
    "Default": "String",
}
KEYED: dict[str, Edm] = {"Key": "String", "Title": "String", "Description": "String"}
GROUPED: dict[str, Edm] = KEYED | {"CategoryGroupID": "Int32"}
SETS: Mapping[str, Callable[[CbsTable], Rows]] = {
    "TableInfos": lambda table: [table_info(table.about, table.figures, table.open_data)],
    "UntypedDataSet": lambda table: table_rules.untyped_rows(table.cube),
    "TypedDataSet": lambda table: table_rules.typed_rows(table.cube),
    "DataProperties": lambda table: table_rules.data_properties(table.cube),
    "CategoryGroups": lambda _: table_rules.area_groups(),
    "Marges": lambda _: table_rules.margins(),
    "RegioS": lambda table: table_rules.areas(table.cube),
    "Perioden": lambda table: table_rules.periods(table.cube),
}
"""In the order of CBS."""


def types_of(name: str, table: CbsTable) -> dict[str, Edm]:
    """By column, the key first."""
    if name in ("TypedDataSet", "UntypedDataSet"):
        kind: Edm = "Double" if name == "TypedDataSet" else "String"
        dimensions: dict[str, Edm] = {"ID": "Int32", **dict.fromkeys(table_rules.DIMENSIONS, "String")}
        return dimensions | {table_rules.topic_key(each): kind for each in table.cube.topics}
    return {
        "DataProperties": PROPERTY_TYPES,
        "CategoryGroups": {"ID": "Int32", "DimensionKey": "String", **KEYED_WITHOUT_KEY, "ParentID": "Int32"},
        "Marges": GROUPED,
        "RegioS": GROUPED,
        "Perioden": KEYED | {"Status": "String"},
        "TableInfos": info_types(table_info(table.about, table.figures, table.open_data)),
    }[name]


KEYED_WITHOUT_KEY: dict[str, Edm] = dict.fromkeys(TEXTS, "String")


def info_types(row: Mapping[str, object]) -> dict[str, Edm]:
    """`ID` first, whatever comes before it in a row."""
    rest: dict[str, Edm] = {name: "String" for name in row if name != "ID"}
    return {"ID": "Int32", **rest}
