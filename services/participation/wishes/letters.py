"""What those who wish are told by mail. In Dutch now; another language gets a text beside this one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def offered(wish: str, title: str, place: str, activity_url: str, manage_url: str) -> Text:
    return Text(
        f"Uw wens: {title}",
        f"Beste bewoner,\n\nU wenste: “{wish}”.\n\nEr is nu iets dat daarbij past: {title}, bij {place}.\n"
        f"Hier leest u wanneer het is en hoe u meedoet:\n{activity_url}\n\n"
        f"Wilt u geen bericht meer over deze wens? Dan haalt u de wens hier weg:\n{manage_url}\n\n"
        f"Groeten van\n{place}\n",
    )
