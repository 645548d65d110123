"""Names of the vocabularies that a catalogue is written in (DCAT-AP-NL 3), and of the European lists it points to."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

DCAT = Namespace("http://www.w3.org/ns/dcat#")
"""Version 3: rdflib knows the second."""
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "rdf": RDF,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}
EUROPEAN = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FILE_TYPES = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/rss+xml": "RSS",
    "application/xml": "XML",
}
PUBLIC = URIRef(f"{EUROPEAN}access-right/PUBLIC")
SHA256 = SPDX.checksumAlgorithm_sha256


def listed(of: str, code: str) -> URIRef:
    """A term of a European list: `data-theme`, `frequency`, `language`, `file-type`."""
    return URIRef(f"{EUROPEAN}{of}/{code}")


CLASSES: dict[URIRef, URIRef] = {
    DCAT.landingPage: FOAF.Document,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.spatial: DCTERMS.Location,
    FOAF.homepage: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}
"""What is pointed to by these, for who checks without fetching the lists (DCAT-AP 3)."""
