"""Where things stand in a TOML file, also after values that run over lines."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from services.kit.toml_lines import toml_lines

TEXT = '''# a comment with [brackets]
name = "x = [ not a header"
long = """
[not a header]
also = "not a key"
"""
"quoted key" = 'it''s'
a.b = 1

[[rows]]
id = 1
items = [
  { code = "a" },  # the first ]
  { code = "b" },
]
words = [
  "one",
  "two", "three",
]
after = true

[[rows]]
[rows.labels]
nl = "twee"
[[rows.parts]]
id = 1
[[rows.parts]]
id = 2
'''.replace("'it''s'", "'its'")


def test_each_table_key_and_element_has_its_line() -> None:
    tomllib.loads(TEXT)
    line_of = toml_lines(TEXT).line_of
    expected = {
        ("name",): 2,
        ("long",): 3,
        ("quoted key",): 7,
        ("a", "b"): 8,
        ("rows", 0): 10,
        ("rows", 0, "id"): 11,
        ("rows", 0, "items", 0, "code"): 13,
        ("rows", 0, "items", 1): 14,
        ("rows", 0, "words", 0): 17,
        ("rows", 0, "words", 2): 18,
        ("rows", 0, "after"): 20,
        ("rows", 1): 22,
        ("rows", 1, "labels", "nl"): 24,
        ("rows", 1, "parts", 1, "id"): 28,
    }
    assert {path: line_of(path) for path in expected} == expected


def test_what_is_not_there_has_the_line_of_what_is_around_it() -> None:
    line_of = toml_lines(TEXT).line_of
    assert line_of(("rows", 1, "labels", "en")) == 23
    assert line_of(("nothing",)) == 1
    assert line_of(()) == 1
    assert line_of(("also",)) == 1


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029"), max_size=20)
    )
)
def test_a_text_value_never_hides_the_next_key(values: list[str]) -> None:
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    text = "\n".join(f'key{number} = "{value}"' for number, value in enumerate(quoted))
    tomllib.loads(text)
    lines = toml_lines(text)
    assert [lines.line_of((f"key{number}",)) for number in range(len(values))] == list(range(1, len(values) + 1))
