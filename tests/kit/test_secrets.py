"""Keys derived from the one secret."""

import pytest

from services.kit.secrets import derived

SECRET = "s" * 32


def test_each_purpose_has_its_own_key_which_stays_the_same() -> None:
    assert derived(SECRET, "role:a") == derived(SECRET, "role:a")
    assert len({derived(SECRET, purpose) for purpose in ("role:a", "role:b", "signing-keys")}) == 3
    assert derived(SECRET, "role:a") != derived(SECRET + "!", "role:a")


def test_a_key_has_256_bits_in_letters_that_fit_an_address() -> None:
    assert len(derived(SECRET, "role:a")) == 43
    assert derived(SECRET, "role:a").replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("secret", ["", "s" * 31])
def test_a_short_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="32 characters"):
        derived(secret, "role:a")
