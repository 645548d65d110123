"""What to say when two people do the same at once, and the database has the last word."""

from services.kit.constraints import Sentences

SENTENCES: Sentences = {
    "uq_report_open": ("year", "There is a draft of this report already. Go on with that one."),
    "uq_report_kind_year_edition": ("year", "There is a report of this kind over this year. Make an edition of it."),
    "uq_report_corrects": ("report", "This edition has a later one already. Correct that one."),
    "report_is_published": ("report", "A published report never changes (Art. 7.4). Make a new edition."),
    "fk_report_document_document_id": ("document", "A published report names this document; it stays."),
}
