"""What a broken constraint of the database says to whoever broke it."""

from services.kit.constraints import Sentences

SENTENCES: Sentences = {
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
    "ck_activity_one_cost": ("cost.payWhatYouCan", "It is free, or people pay what they can: choose one."),
    "ck_activity_ages": ("ages", "Ages are from 0 to 120."),
    "ck_activity_ages_in_order": ("ages", "The last age is below the first."),
    "ck_activity_dutch_is_not_translated": ("translations", "The Dutch text is not a translation."),
    "fk_help_offer_kind": ("kind", "This is not one of our kinds of help."),
    "fk_help_offer_place_id": ("placeId", "There is no place with this id."),
    "ck_help_offer_within_reach": ("phone", "Say how to reach it: phone, e-mail, address on the web or place."),
    "ck_help_offer_wijken": ("wijken", "Name at least one wijk."),
    "ck_help_offer_languages": ("languages", "Name at least one language."),
    "fk_place_kind": ("kind", "This is not one of our kinds of place."),
    "fk_place_wijk": ("wijk", "This is not a wijk of the deal."),
    "uq_place_name_postcode": ("name", "There is a place with this name at this postcode already."),
    "ck_place_lat": ("lat", "This point is not in the Netherlands."),
    "ck_place_lon": ("lon", "This point is not in the Netherlands."),
    "ck_place_point": ("lat", "A point needs lat and lon."),
    "ck_place_photo_said": ("alt", "Say in words what is on the photo."),
    "ck_place_surface": ("surfaceM2", "The surface is more than zero."),
}
