"""The functions in the database that make words comparable."""

import psycopg
import pytest

from tests.postgres import Database


def asked(database: Database, function: str, word: str) -> object:
    with psycopg.connect(database.url) as connection:
        row = connection.execute(f"SELECT participation.{function}(%s::text)".encode(), (word,)).fetchone()
    assert row
    return row[0]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Repair Café!", ["repair", "cafe"]),
        ("İğne ve ıspanak", ["igne", "ve", "ispanak"]),
        ("język Łódź", ["jezyk", "lodz"]),
        ("الخِيَاطَة", ["خياطه"]),
        ("أنشطة للأطفال", ["انشطه", "اطفال"]),
        ("Foto's van 65-plussers", ["foto", "van", "65", "plussers"]),
        ("“koffie” – thee…", ["koffie", "thee"]),
        ("", []),
        ("'; DROP TABLE --", ["drop", "table"]),
    ],
)
def test_words_are_folded(deal_database: Database, written: str, words: list[str]) -> None:
    assert asked(deal_database, "search_words", written) == words


@pytest.mark.parametrize(
    ("right", "by_ear"),
    [
        ("naailes", "najles"),
        ("naailes", "nailes"),
        ("yoga", "joga"),
        ("toeslag", "toeslach"),
        ("schilderen", "sgilderen"),
        ("zoeken", "zuken"),
        ("buurthuis", "buurthuus"),
        ("biljart", "bieljart"),
        ("zonnepanelen", "sonnepanelen"),
        ("concert", "konsert"),
        ("zingen", "zinge"),
        ("kookles", "kookless"),
        ("tijd", "teit"),
        ("koud", "kaut"),
        ("voetbal", "foetbal"),
        ("taalcafe", "taalkafee"),
    ],
)
def test_what_sounds_the_same_has_the_same_key(deal_database: Database, right: str, by_ear: str) -> None:
    assert asked(deal_database, "search_sound", right) == asked(deal_database, "search_sound", by_ear)


@pytest.mark.parametrize(("one", "other"), [("koken", "koek"), ("dans", "tuin"), ("schaken", "schaatsen")])
def test_what_sounds_different_has_another_key(deal_database: Database, one: str, other: str) -> None:
    assert asked(deal_database, "search_sound", one) != asked(deal_database, "search_sound", other)


def test_inflected_words_have_one_stem(deal_database: Database) -> None:
    assert {asked(deal_database, "search_stem", word) for word in ("lopen", "loopt", "loop")} == {"lop", "lopt"} | {
        "lop"
    }
    assert asked(deal_database, "search_stem", "de") is None
