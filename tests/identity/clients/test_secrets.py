"""Secrets of clients."""

from time import process_time

from services.identity.clients.secrets import hashed, is_right, new_secret


def test_only_the_secret_itself_is_right() -> None:
    kept = hashed("demo")
    assert is_right("demo", kept)
    assert not is_right("Demo", kept)
    assert not is_right("", kept)


def test_the_same_secret_is_never_kept_the_same() -> None:
    assert hashed("demo") != hashed("demo")
    assert "demo" not in hashed("demo")


def test_nobody_has_no_secret() -> None:
    assert not is_right("demo", None)


def test_an_unknown_client_takes_as_long_as_a_wrong_secret() -> None:
    """The work is the same; a shared machine needs a wide margin."""
    kept = hashed("demo")

    def fastest(against: str | None) -> float:
        times = []
        for _ in range(5):
            started = process_time()
            is_right("wrong", against)
            times.append(process_time() - started)
        return min(times)

    assert 0.4 < fastest(None) / fastest(kept) < 2.5


def test_new_secrets_can_not_be_guessed() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) >= 43
