"""Help offers and referrals as tests send them."""

from typing import Any

from tests.participation.conftest import Body, World

WORDING = "referral-1"


def offer_body(**changes: Any) -> Body:
    return {
        "kind": "debt",
        "title": "Spreekuur geldzaken",
        "what": "Samen uw post en rekeningen op orde brengen.",
        "forWhom": "Iedereen met vragen over geld",
        "wijken": ["moerwijk"],
        "languages": ["nl", "tr"],
        "phone": "070 555 02 01",
        "reach": "Bel op maandag tussen 9 en 12 uur.",
    } | changes


def offered(world: World, **changes: Any) -> Body:
    answer = world.client.post("/v1/help-offers", json=offer_body(**changes), headers=world.editor)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def referral_body(to: Body, **changes: Any) -> Body:
    return {"from": {"step": "meet"}, "to": to, "consent": True, "consentWording": WORDING} | changes
