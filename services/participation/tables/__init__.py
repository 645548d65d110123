"""Tables of the participation service (Art. 4.1a–b), a file per slice.

Constraint names matter: `constraints.py` turns each into a sentence for whoever broke it.
"""

from services.participation.tables.activities import activity as activity
from services.participation.tables.activities import occurrence as occurrence
from services.participation.tables.activities import working_copy as working_copy
from services.participation.tables.areas import area as area
from services.participation.tables.editions import edition as edition
from services.participation.tables.editions import edition_file as edition_file
from services.participation.tables.editions import paper_words as paper_words
from services.participation.tables.enrolments import attendance as attendance
from services.participation.tables.enrolments import enrolment as enrolment
from services.participation.tables.enrolments import notice as notice
from services.participation.tables.enrolments import presence as presence
from services.participation.tables.enrolments import seats as seats
from services.participation.tables.harvest import harvest as harvest
from services.participation.tables.harvest import harvest_start as harvest_start
from services.participation.tables.importing import import_preview as import_preview
from services.participation.tables.listings import listing_check as listing_check
from services.participation.tables.moderation import undo as undo
from services.participation.tables.open_data import open_data as open_data
from services.participation.tables.pathways import flow as flow
from services.participation.tables.pathways import help_offer as help_offer
from services.participation.tables.pathways import referral as referral
from services.participation.tables.places import accessibility_check as accessibility_check
from services.participation.tables.places import photo_file as photo_file
from services.participation.tables.places import place as place
from services.participation.tables.proposals import proposal as proposal
from services.participation.tables.reports import report as report
from services.participation.tables.schedules import place_closure as place_closure
from services.participation.tables.schedules import schedule_exception as schedule_exception
from services.participation.tables.schema import metadata as metadata
from services.participation.tables.search import search_concept as search_concept
from services.participation.tables.search import search_term as search_term
from services.participation.tables.search import search_word as search_word
from services.participation.tables.wishes import wish as wish
from services.participation.tables.wishes import wish_call as wish_call
from services.participation.tables.wishes import wish_offer as wish_offer
from services.participation.tables.wishes import wish_supporter as wish_supporter
from services.participation.tables.words import VOCABULARIES as VOCABULARIES
from services.participation.tables.words import activity_template as activity_template
from services.participation.tables.words import aspect as aspect
from services.participation.tables.words import audience as audience
from services.participation.tables.words import buurt as buurt
from services.participation.tables.words import category as category
from services.participation.tables.words import consent_wording as consent_wording
from services.participation.tables.words import dutch_level as dutch_level
from services.participation.tables.words import help_kind as help_kind
from services.participation.tables.words import language as language
from services.participation.tables.words import link_host as link_host
from services.participation.tables.words import place_kind as place_kind
from services.participation.tables.words import step as step
from services.participation.tables.words import wijk as wijk
