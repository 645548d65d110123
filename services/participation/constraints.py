"""What a broken constraint of the database says to whoever broke it."""

from services.kit.constraints import Sentences

SENTENCES: Sentences = {
    "fk_wish_language": ("language", "This is not a language that we know."),
    "fk_wish_wijk": ("wijk", "This is not a wijk of the deal."),
    "fk_wish_category": ("category", "This is not one of our categories."),
    "ck_wish_text": ("text", "Say it in 5 to 200 characters."),
    "fk_proposal_language": ("language", "This is not a language that we know."),
    "fk_proposal_wijk": ("wijk", "This is not a wijk of the deal."),
    "fk_proposal_category": ("category", "This is not one of our categories."),
    "fk_proposal_place_id": ("placeId", "There is no place with this id."),
    "fk_activity_place": ("placeId", "There is no place with this id."),
    "fk_activity_category": ("category", "This is not one of our categories."),
    "fk_activity_step": ("step", "This is not one of our steps."),
    "ck_activity_cost_said": ("cost.text", "Say what it costs."),
    "ck_activity_at_most_a_day": ("schedule.end", "One date lasts 24 hours at most."),
    "ck_activity_status": ("status", "An activity is draft, published, paused or ended."),
    "ck_activity_joining": ("joining", "Joining is walk-in, per-date or series."),
    "ck_activity_dutch_level": ("dutchLevel", "The level of Dutch is from 0 to 4."),
    "ck_activity_capacity": ("capacity", "There is room for one at least."),
    "ck_activity_not_in": ("schedule.notIn", "Leave out public holidays, school holidays or Ramadan."),
    "ck_activity_languages": ("languages", "Name at least one language."),
    "fk_place_kind": ("kind", "This is not one of our kinds of place."),
    "fk_place_wijk": ("wijk", "This is not a wijk of the deal."),
    "uq_place_name_postcode": ("name", "There is a place with this name at this postcode already."),
    "ck_place_lat": ("lat", "This point is not in the Netherlands."),
    "ck_place_lon": ("lon", "This point is not in the Netherlands."),
    "ck_place_point": ("lat", "A point needs lat and lon."),
    "ck_place_surface": ("surfaceM2", "The surface is more than zero."),
}
