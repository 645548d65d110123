"""`$metadata` of a table (CSDL of OData 3)."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from services.indicators.odata.properties import Edm

EDMX = "http://schemas.microsoft.com/ado/2007/06/edmx"
EDM = "http://schemas.microsoft.com/ado/2009/11/edm"
DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"
NAMESPACE = "Cbs.OData"


def csdl(sets: Mapping[str, Mapping[str, Edm]]) -> bytes:
    """Of sets by name, each with its columns, the key first."""
    ET.register_namespace("edmx", EDMX)
    ET.register_namespace("m", DATA)
    root = ET.Element(f"{{{EDMX}}}Edmx", {"Version": "1.0"})
    services = ET.SubElement(root, f"{{{EDMX}}}DataServices", {f"{{{DATA}}}DataServiceVersion": "3.0"})
    schema = ET.SubElement(services, "Schema", {"xmlns": EDM, "Namespace": NAMESPACE})
    for name, types in sets.items():
        _add_type(schema, name, types)
    whole = {"Name": "Container", f"{{{DATA}}}IsDefaultEntityContainer": "true"}
    container = ET.SubElement(schema, "EntityContainer", whole)
    for name in sets:
        ET.SubElement(container, "EntitySet", {"Name": name, "EntityType": f"{NAMESPACE}.{name}"})
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def _add_type(schema: ET.Element, name: str, types: Mapping[str, Edm]) -> None:
    made = ET.SubElement(schema, "EntityType", {"Name": name})
    columns = [each for each in types if "." not in each]
    ET.SubElement(ET.SubElement(made, "Key"), "PropertyRef", {"Name": columns[0]})
    for each in columns:
        nullable = "false" if each == columns[0] else "true"
        ET.SubElement(made, "Property", {"Name": each, "Type": f"Edm.{types[each]}", "Nullable": nullable})
