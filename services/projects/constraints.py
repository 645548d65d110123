"""What a broken constraint of the database says to whoever broke it."""

from services.kit.constraints import Sentences

SENTENCES: Sentences = {
    "ck_business_space_until_after_since": ("inUseUntil", "It is in use until a day before it is in use."),
    "ck_course_period_ends_after_start": ("ends", "The period ends before it starts."),
    "ck_evidence_of_something": ("projectId", "Say of which project or deliverable it is (Art. 3)."),
    "ck_evidence_shows_something": ("expectedResult", "Say what it shows (Art. 3)."),
    "ck_project_link_to_another": ("toProject", "A project leads to another project, not to itself (Art. 3)."),
    "fk_evidence_deliverable_id": ("deliverableId", "There is no deliverable with this id."),
    "fk_evidence_document_id": ("documentId", "There is no document with this id."),
    "uq_business_space_name_wijk": ("name", "This wijk has business space with this name already."),
    "uq_course_period_course_id_starts": ("starts", "This course has been counted from this day already."),
    "uq_milestone_project_id_title": ("title", "This project has a milestone with this title already."),
    "uq_progress_update_corrects": ("corrects", "This update was corrected before: correct that one instead."),
    "uq_project_link_from_project_to_project": (
        "toProject",
        "These projects are linked already, in this direction (Art. 3).",
    ),
}
