"""What a broken constraint of the database says to whoever broke it."""

from services.kit.constraints import Sentences

SENTENCES: Sentences = {
    "ck_attendee_for_one": ("attendees", "An attendee is there for a party or for an organisation (Art. 6.2)."),
    "ck_amendment_made_known_after_request": ("on", "It is made known after it was asked (Art. 10.2)."),
    "ck_amendment_talks_after_made_known": ("on", "Talks start after it was made known (Art. 10.2)."),
    "ck_amendment_asked_after_talks": ("on", "Consent is asked after the talks started (Art. 10.2)."),
    "ck_accession_asked_after_request": ("on", "Consent is asked after the request (Art. 11.2)."),
    "uq_amendment_number": ("number", "Another amendment got this number just now. Send it again."),
    "uq_accession_number": ("number", "Another accession got this number just now. Send it again."),
    "uq_meeting_kind_number": ("number", "Another meeting got this number just now. Send it again."),
    "fk_paper_document_id": ("documentId", "This document is a paper of a meeting, so it stays (Art. 7.1)."),
    "ck_booking_amount": ("amountCents", "A booking of nothing is no booking: give an amount (Art. 5)."),
    "ck_booking_amount_in_reach": ("amountCents", "This is more than a thousand million euros (Art. 5.2)."),
    "ck_booking_kind": ("kind", "A booking is a budget, commitment, payment, forecast or receipt (Art. 5)."),
    "ck_booking_mirrors": ("reverses", "A counter-booking takes back exactly what was booked (Art. 5)."),
    "ck_booking_never_negative": (
        "amountCents",
        "All that is booked like this together would become less than nothing (Art. 5).",
    ),
    "ck_booking_payment_of_a_project": (
        "projectId",
        "A payment belongs to a project: every euro is traceable (Art. 7.2a).",
    ),
    "ck_booking_pillar_of_what_goes_out": (
        "pillar",
        "What goes out is of a pillar; what comes in is of none yet (Art. 5.4).",
    ),
    "ck_booking_receipt_of_no_project": ("projectId", "Money that comes in is not of one project yet (Art. 5.6)."),
    "ck_booking_replaces_what_was_taken_back": (
        "replaces",
        "Only what was taken back can be booked anew like this (Art. 5).",
    ),
    "ck_booking_tranche_of_a_receipt": ("trancheId", "Only money that comes in belongs to a tranche (Art. 5.6)."),
    "ck_booking_valid_on": ("validOn", "This day is not of this century."),
    "ck_booking_year": ("year", "This year is not of this century."),
    "ck_project_booked": (
        "id",
        "There is money booked on this project: it can be stopped, and stays in the registry (Art. 7.2a).",
    ),
    "fk_allocation_part_contribution": ("parts", "The deal has no such contribution (Art. 5.2)."),
    "fk_allocation_part_pillar": ("parts", "The deal has no such pillar (Art. 2)."),
    "fk_booking_contribution": ("contribution", "The deal has no such contribution (Art. 5.2)."),
    "fk_booking_pillar": ("pillar", "The deal has no such pillar (Art. 2)."),
    "fk_booking_project_id": ("projectId", "There is no project with this id in the registry (Art. 4)."),
    "fk_booking_tranche_id": ("trancheId", "There is no tranche with this id (Art. 5.6)."),
    "uq_allocation_supersedes": (
        "supersedes",
        "Somebody else made a newer version meanwhile: look at that one first (Art. 5.4).",
    ),
    "uq_allocation_version": ("supersedes", "There is an allocation already: say that you supersede it (Art. 5.4)."),
    "uq_booking_document_number": ("documentNumber", "This document was booked already (Art. 5)."),
    "uq_booking_reverses": ("reverses", "This booking was taken back already: that can be done once (Art. 5)."),
    "uq_tranche_contribution_number": (
        "number",
        "This contribution has a tranche with this number already (Art. 5.6).",
    ),
    "pk_tranche_version": ("version", "Somebody else changed this meanwhile. Look at the new version first."),
}
