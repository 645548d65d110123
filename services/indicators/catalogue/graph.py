"""The catalogue of open data as a graph (DCAT-AP-NL 3): what the deal's folder names, and each release. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

from services.contracts.deal_open_data import Described, OpenDataFile, OpenDataset, OpenDistribution, OpenService
from services.indicators.catalogue.queries import ReleaseFile, ReleaseTold
from services.indicators.catalogue.terms import (
    CLASSES,
    DCAT,
    FILE_TYPES,
    MEDIA_TYPES,
    PREFIXES,
    PUBLIC,
    SHA256,
    SPDX,
    VCARD,
    listed,
)
from services.indicators.cbs_feed.info_rules import table_id
from services.indicators.releases.files import MEDIA_TYPES as FORMS

JSON_STAT = "measurements.json-stat"


def turtle(said: OpenDataFile, releases: Sequence[ReleaseTold], addresses: Mapping[str, str]) -> bytes:
    """`addresses`: where each service can be reached."""
    catalogue = Catalogue(said, addresses)
    catalogue.add_catalogue()
    for dataset in said.datasets:
        catalogue.add_dataset(dataset)
    catalogue.add_series()
    for release in releases:
        catalogue.add_release(release)
    for service in said.services:
        catalogue.add_service(service, releases)
    catalogue.add_classes()
    written: bytes = catalogue.graph.serialize(format="turtle", encoding="utf-8")
    return written


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


@dataclass(frozen=True)
class Catalogue:
    said: OpenDataFile
    addresses: Mapping[str, str]
    graph: Graph = field(default_factory=_graph)

    def named(self, name: str) -> URIRef:
        return URIRef(f"{self.addresses['indicators']}/dcat.ttl#{name}")

    def add(self, subject: Node, *facts: tuple[URIRef, Node]) -> None:
        for predicate, value in facts:
            self.graph.add((subject, predicate, value))

    def add_catalogue(self) -> None:
        catalogue, language = self.named("catalogue"), listed("language", self.said.language)
        self.add(
            catalogue,
            (RDF.type, DCAT.Catalog),
            (FOAF.homepage, URIRef(self.addresses["frontend"])),
            (DCTERMS.language, language),
            (DCTERMS.license, self.licence),
            (DCTERMS.spatial, URIRef(self.said.area)),
            *self.responsible(),
            *_texts(self.said.title, self.said.description),
        )
        self.add(self.licence, (DCTERMS.title, Literal(self.said.licence.title, lang="nl")))
        self.add(self.publisher, (RDF.type, FOAF.Agent), (FOAF.name, Literal(self.said.publisher.name, lang="nl")))
        self.add(self.publisher, (RDF.type, FOAF.Organization))
        self.add(
            self.named("contact"),
            (RDF.type, VCARD.Kind),
            (RDF.type, VCARD.Organization),
            (VCARD.fn, Literal(self.said.contact.name, lang="nl")),
            (VCARD.hasEmail, URIRef(f"mailto:{self.said.contact.email}")),
        )

    def add_classes(self) -> None:
        """What everything is that is pointed to; and what its themes are called."""
        for predicate, kind in CLASSES.items():
            for each in list(self.graph.objects(None, predicate)):
                self.add(each, (RDF.type, kind))
        for code, labels in self.said.themes.items():
            theme = listed("data-theme", code)
            self.add(theme, *((SKOS.prefLabel, Literal(label, lang=language)) for language, label in labels.items()))

    @property
    def licence(self) -> URIRef:
        return URIRef(self.said.licence.url)

    @property
    def publisher(self) -> URIRef:
        return URIRef(self.said.publisher.uri)

    def responsible(self) -> list[tuple[URIRef, Node]]:
        return [(DCTERMS.publisher, self.publisher), (DCAT.contactPoint, self.named("contact"))]

    def dataset_facts(self, node: URIRef, about: Described, frequency: str) -> None:
        self.add(
            node,
            (RDF.type, DCAT.Dataset),
            (DCTERMS.identifier, Literal(str(node))),
            (DCTERMS.accessRights, PUBLIC),
            (DCTERMS.creator, self.publisher),
            (DCTERMS.accrualPeriodicity, listed("frequency", frequency)),
            (DCTERMS.language, listed("language", self.said.language)),
            (DCTERMS.spatial, URIRef(self.said.area)),
            *self.responsible(),
            *((DCAT.theme, listed("data-theme", code)) for code in about.themes),
            *_keywords(about),
        )
        self.add(self.named("catalogue"), (DCAT.dataset, node))

    def add_dataset(self, about: OpenDataset) -> None:
        node = self.named(f"dataset-{about.id}")
        self.dataset_facts(node, about, about.frequency)
        self.add(node, *_texts(about.title, about.description))
        for number, each in enumerate(about.distributions, start=1):
            self.add_distribution(node, self.named(f"dataset-{about.id}-{number}"), each)

    def add_distribution(self, dataset: URIRef, node: URIRef, about: OpenDistribution) -> None:
        address = URIRef(self.addresses[about.service] + about.path)
        self.distribution_facts(dataset, node, address, about.media_type)
        self.add(node, *((DCTERMS.title, Literal(text, lang=language)) for language, text in about.title.items()))
        if about.by:
            self.add(node, (DCAT.accessService, self.named(f"service-{about.by}")))

    def distribution_facts(self, dataset: URIRef, node: URIRef, address: URIRef, media_type: str) -> None:
        self.add(dataset, (DCAT.distribution, node))
        self.add(
            node,
            (RDF.type, DCAT.Distribution),
            (DCAT.accessURL, address),
            (DCTERMS.license, self.licence),
            (DCTERMS.language, listed("language", self.said.language)),
            (DCAT.mediaType, URIRef(MEDIA_TYPES + media_type)),
        )
        if media_type in FILE_TYPES:
            self.add(node, (DCTERMS["format"], listed("file-type", FILE_TYPES[media_type])))

    def add_series(self) -> None:
        about = self.said.releases
        self.add(
            self.named(f"dataset-{about.id}"),
            (RDF.type, DCAT.DatasetSeries),
            (DCTERMS.accrualPeriodicity, listed("frequency", about.frequency)),
            *self.responsible(),
            *_texts(about.title, about.description),
        )

    def add_release(self, release: ReleaseTold) -> None:
        node, about = self.named(f"release-{release.number}"), self.said.releases
        self.dataset_facts(node, about, "NEVER")
        notes = release.notes or about.description["nl"]
        self.add(
            node,
            (DCAT.inSeries, self.named(f"dataset-{about.id}")),
            (DCAT.version, Literal(str(release.number))),
            (DCAT.landingPage, URIRef(f"{self.addresses['indicators']}/v1/releases/{release.number}")),
            (DCTERMS.issued, Literal(release.published_at.isoformat(), datatype=XSD.dateTime)),
            *_texts({"nl": release.title}, {"nl": notes}),
        )
        if release.corrected_by:
            self.add(node, (DCTERMS.isReplacedBy, self.named(f"release-{release.corrected_by}")))
        self.add_time(node, release)
        for each in release.files:
            self.add_file(node, release.number, each)
        stat = URIRef(f"{self.addresses['indicators']}/v1/releases/{release.number}/{JSON_STAT}")
        self.distribution_facts(node, self.named(f"release-{release.number}-json-stat"), stat, "application/json")
        table = f"{self.addresses['indicators']}/cbs/ODataFeed/odata/{table_id(release.number)}/"
        self.distribution_facts(node, self.named(f"release-{release.number}-cbs"), URIRef(table), "application/json")

    def add_time(self, node: URIRef, release: ReleaseTold) -> None:
        span = BNode()
        self.add(node, (DCTERMS.temporal, span))
        self.add(
            span,
            (RDF.type, DCTERMS.PeriodOfTime),
            (DCAT.startDate, Literal(release.starts, datatype=XSD.date)),
            (DCAT.endDate, Literal(release.ends, datatype=XSD.date)),
        )

    def add_file(self, dataset: URIRef, number: int, file: ReleaseFile) -> None:
        node, checksum = self.named(f"release-{number}-{file.form}"), BNode()
        address = URIRef(f"{self.addresses['indicators']}/v1/releases/{number}/measurements.{file.form}")
        self.distribution_facts(dataset, node, address, FORMS[file.form].partition(";")[0])
        self.add(
            node,
            (DCAT.downloadURL, address),
            (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
            (SPDX.checksum, checksum),
        )
        value = Literal(file.checksum, datatype=XSD.hexBinary)
        self.add(checksum, (RDF.type, SPDX.Checksum), (SPDX.algorithm, SHA256), (SPDX.checksumValue, value))

    def add_service(self, about: OpenService, releases: Sequence[ReleaseTold]) -> None:
        node, address = self.named(f"service-{about.id}"), self.addresses[about.service]
        self.add(self.named("catalogue"), (DCAT.service, node))
        self.add(
            node,
            (RDF.type, DCAT.DataService),
            (DCTERMS.identifier, Literal(str(node))),
            (DCTERMS.accessRights, PUBLIC),
            (DCTERMS.license, self.licence),
            (DCAT.endpointURL, URIRef(address + about.path)),
            (DCAT.endpointDescription, URIRef(address + about.described_at)),
            *self.responsible(),
            *((DCAT.theme, listed("data-theme", code)) for code in about.themes),
            *((DCAT.servesDataset, each) for each in self.served(about, releases)),
            *_texts(about.title, about.description),
            *_keywords(about),
        )
        if about.conforms_to:
            self.add(node, (DCTERMS.conformsTo, URIRef(about.conforms_to)))

    def served(self, about: OpenService, releases: Sequence[ReleaseTold]) -> Iterator[URIRef]:
        for name in about.serves:
            if name == self.said.releases.id:
                yield from (self.named(f"release-{each.number}") for each in releases)
            else:
                yield self.named(f"dataset-{name}")


def _texts(title: Mapping[str, str], description: Mapping[str, str]) -> Iterator[tuple[URIRef, Node]]:
    for language, text in title.items():
        yield DCTERMS.title, Literal(text, lang=language)
    for language, text in description.items():
        yield DCTERMS.description, Literal(text, lang=language)


def _keywords(about: Described) -> Iterator[tuple[URIRef, Node]]:
    for language, words in about.keywords.items():
        yield from ((DCAT.keyword, Literal(word, lang=language)) for word in words)
