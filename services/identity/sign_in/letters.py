"""What the letters say, in the language of the page where they were asked for; else in Dutch."""

from typing import NamedTuple


class Words(NamedTuple):
    subject: str
    text: str


CODES = {
    "nl": Words(
        "Uw code voor Zuidwest",
        "Uw code is {code}.\n\nVul deze code in op de pagina waar u zich aanmeldt. De code werkt tien minuten.\n"
        "Geef de code aan niemand. Wij vragen er nooit om.\n\nWilde u zich niet aanmelden? Dan hoeft u niets te doen.",
    ),
    "en": Words(
        "Your code for Zuidwest",
        "Your code is {code}.\n\nType it on the page where you sign in. The code works for ten minutes.\n"
        "Give it to nobody. We never ask for it.\n\nDid you not want to sign in? Then you need to do nothing.",
    ),
    "tr": Words(
        "Zuidwest kodunuz",
        "Kodunuz: {code}.\n\nBu kodu giriş yaptığınız sayfaya yazın. Kod on dakika geçerlidir.\n"
        "Kodu kimseye vermeyin. Biz asla sormayız.\n\nGiriş yapmak istemediniz mi? Bir şey yapmanız gerekmez.",
    ),
    "ar": Words(
        "رمز الدخول إلى Zuidwest",
        "رمزك هو {code}.\n\nاكتب هذا الرمز في صفحة تسجيل الدخول. الرمز صالح لعشر دقائق.\n"
        "لا تعطِ الرمز لأحد. نحن لا نطلبه أبدًا.\n\nلم ترغب في تسجيل الدخول؟ لا تحتاج إلى فعل شيء.",
    ),
    "pl": Words(
        "Twój kod do Zuidwest",
        "Twój kod to {code}.\n\nWpisz go na stronie logowania. Kod działa dziesięć minut.\n"
        "Nie podawaj go nikomu. Nigdy o niego nie prosimy.\n\nTo nie Ty? Nie musisz nic robić.",
    ),
}
INVITATIONS = {
    "nl": Words(
        "U kunt zich aanmelden bij Zuidwest",
        "U kunt vanaf nu activiteiten beheren op Zuidwest.\n\nGa naar {address} en vul dit e-mailadres in. "
        "U krijgt dan een code. Een wachtwoord is niet nodig.",
    ),
    "en": Words(
        "You can sign in to Zuidwest",
        "From now on you can manage activities on Zuidwest.\n\nGo to {address} and fill in this e-mail address. "
        "You will get a code. There is no password.",
    ),
}


def code_letter(language: str, code: str) -> Words:
    words = CODES.get(language, CODES["nl"])
    return Words(words.subject, words.text.format(code=code))


def invitation_letter(language: str, address: str) -> Words:
    words = INVITATIONS.get(language, INVITATIONS["nl"])
    return Words(words.subject, words.text.format(address=address))
