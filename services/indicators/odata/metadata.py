"""`$metadata` (CSDL 4.0, XML) and the service document."""

from xml.etree import ElementTree as ET

from services.indicators.odata.sets import SETS, EntitySet

EDMX, EDM = "http://docs.oasis-open.org/odata/ns/edmx", "http://docs.oasis-open.org/odata/ns/edm"
NAMESPACE = "Zuidwest"


def csdl() -> bytes:
    ET.register_namespace("edmx", EDMX)
    root = ET.Element(f"{{{EDMX}}}Edmx", {"Version": "4.0"})
    schema = ET.SubElement(ET.SubElement(root, f"{{{EDMX}}}DataServices"), "Schema", {"xmlns": EDM})
    schema.set("Namespace", NAMESPACE)
    for entities in SETS.values():
        _add_type(schema, entities)
    container = ET.SubElement(schema, "EntityContainer", {"Name": "Container"})
    for entities in SETS.values():
        whole = {"Name": entities.name, "EntityType": f"{NAMESPACE}.{entities.entity}"}
        ET.SubElement(container, "EntitySet", whole)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def _add_type(schema: ET.Element, entities: EntitySet) -> None:
    made = ET.SubElement(schema, "EntityType", {"Name": entities.entity})
    ET.SubElement(ET.SubElement(made, "Key"), "PropertyRef", {"Name": entities.key.name})
    for each in entities.properties:
        about = {"Name": each.name, "Type": f"Edm.{each.type}"}
        ET.SubElement(made, "Property", about | ({"Nullable": "false"} if each is entities.key else {}))


def service_document(root: str) -> dict[str, object]:
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in SETS]
    return {"@odata.context": f"{root}$metadata", "value": sets}
