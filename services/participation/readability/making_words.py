"""Makes `words_nl.txt`, by hand:

    uv run --with wordfreq==3.1.1 python -m services.participation.readability.making_words

wordfreq is no dependency: its wheel is 57 MB, of which this is what we need (docs/adr/0008-a-list-of-words.md).
"""

import re
from importlib import import_module
from pathlib import Path

FILE = Path(__file__).with_name("words_nl.txt")
MOST = 40_000
WORD = re.compile(r"[^\W\d_]{2,}")
HEADER = """\
# Dutch words in use, the most frequent first: those that occur about once in a million words, or more often.
# Made by making_words.py from the small Dutch list of wordfreq 3.1.1 (Robyn Speer 2022, 10.5281/zenodo.7199437), which
# is based on Wikipedia, OpenSubtitles (opensubtitles.org), SUBTLEX-NL (Keuleers, Brysbaert & New 2010, freely
# available), the Google Books Ngrams, OSCAR, Twitter and news. Changed: no frequencies, numbers and single letters.
# This file is licensed CC BY-SA 4.0 (creativecommons.org/licenses/by-sa/4.0), other than the programs around it.
"""


def main() -> None:
    ranked = import_module("wordfreq").top_n_list("nl", MOST, wordlist="small")
    FILE.write_text(HEADER + "\n".join(word for word in ranked if WORD.fullmatch(word)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
