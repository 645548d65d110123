"""How somebody without an account can be told something, if they like."""

from typing import Self

from pydantic import Field, model_validator

from services.contracts.open_forms import OpenForm

EMAIL = r"^[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+$"
PHONE = r"^\+?[0-9][0-9() .-]{7,18}$"


class ContactForm(OpenForm):
    """E-mail or phone, one of them at most, both may be left out. Kept sealed, and not longer than it takes."""

    email: str | None = Field(None, max_length=120, pattern=EMAIL)
    phone: str | None = Field(None, max_length=20, pattern=PHONE)

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if self.email and self.phone:
            raise ValueError("leave an e-mail address or a phone number, not both")
        return self
