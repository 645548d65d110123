"""Who may try, and how long one waits."""

from datetime import UTC, datetime, timedelta

from services.identity.tokens.rules import Asking, Refused, asking, seconds_to_wait

NOW = datetime(2022, 3, 1, 12, tzinfo=UTC)


def test_nine_wrong_secrets_are_mistakes() -> None:
    assert seconds_to_wait(9, NOW, NOW) == 0


def test_ten_within_a_minute_are_too_many_until_the_minute_is_over() -> None:
    assert seconds_to_wait(10, NOW, NOW + timedelta(seconds=20)) == 40
    assert seconds_to_wait(10, NOW, NOW + timedelta(seconds=59, milliseconds=900)) == 1
    assert seconds_to_wait(10, NOW, NOW + timedelta(seconds=60)) == 0


def test_an_empty_secret_is_a_secret_to_be_checked() -> None:
    assert asking("client_credentials", "a-client", "", None, None) == Asking("a-client", "", by_header=False)


def test_a_form_without_secret_does_not_prove_who_asks() -> None:
    refused = asking("client_credentials", "a-client", None, None, None)
    assert isinstance(refused, Refused)
    assert (refused.error, refused.status) == ("invalid_client", 401)
