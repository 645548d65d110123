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
        "U bent uitgenodigd voor Zuidwest",
        "U kunt meewerken aan Zuidwest, de site met activiteiten in uw wijk.\n\nGa naar {address} en vul dit "
        "e-mailadres in. U krijgt dan een code. Een wachtwoord is niet nodig.\n\n"
        "Weet u niet waarom u deze brief krijgt? Dan hoeft u niets te doen.",
    ),
    "en": Words(
        "You are invited to Zuidwest",
        "You can help with Zuidwest, the site with activities in your neighbourhood.\n\nGo to {address} and fill in "
        "this e-mail address. You will get a code. There is no password.\n\n"
        "Do you not know why you get this letter? Then you need to do nothing.",
    ),
    "tr": Words(
        "Zuidwest'e davetlisiniz",
        "Semtinizdeki etkinliklerin sitesi Zuidwest'te çalışabilirsiniz.\n\n{address} adresine gidin ve bu e-posta "
        "adresini yazın. Size bir kod gelir. Şifre gerekmez.\n\n"
        "Bu mektubun neden geldiğini bilmiyor musunuz? Bir şey yapmanız gerekmez.",
    ),
    "ar": Words(
        "أنت مدعو إلى Zuidwest",
        "يمكنك المشاركة في العمل على Zuidwest، موقع الأنشطة في حيّك.\n\nاذهب إلى {address} واكتب عنوان البريد "
        "الإلكتروني هذا. ستحصل على رمز. لا حاجة إلى كلمة مرور.\n\n"
        "لا تعرف لماذا وصلتك هذه الرسالة؟ لا تحتاج إلى فعل شيء.",
    ),
    "pl": Words(
        "Zaproszenie do Zuidwest",
        "Możesz współtworzyć Zuidwest, stronę z zajęciami w Twojej dzielnicy.\n\nWejdź na {address} i wpisz ten "
        "adres e-mail. Dostaniesz kod. Hasło nie jest potrzebne.\n\n"
        "Nie wiesz, skąd ten list? Nie musisz nic robić.",
    ),
}


def code_letter(language: str, code: str) -> Words:
    words = CODES.get(language, CODES["nl"])
    return Words(words.subject, words.text.format(code=code))


def invitation_letter(language: str, site: str) -> Words:
    """`site` is its address without a slash at the end; the page is in the language of the letter."""
    words = INVITATIONS.get(language, INVITATIONS["nl"])
    start = f"/{language}" if language in INVITATIONS and language != "nl" else ""
    return Words(words.subject, words.text.format(address=f"{site}{start}/uitnodiging"))
