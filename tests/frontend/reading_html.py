"""Reads pages as strictly as the standard does, and as a reader does."""

import html5lib
import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode


def parsed(answer: httpx.Response) -> LexborHTMLParser:
    """The page. Raises html5lib's ParseError when its HTML is not valid."""
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return LexborHTMLParser(answer.text)


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """The text of the first match, spaces made single. Raises AssertionError when there is none."""
    return words(found(page, selector))


def texts_of(page: LexborHTMLParser, selector: str) -> list[str]:
    return [words(node) for node in page.css(selector)]


def found(page: LexborHTMLParser, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None, f"no {selector} on the page"
    return node


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    """Of the first match; "" for one without a value, None when it is not there."""
    attributes = found(page, selector).attributes
    return (attributes[name] or "") if name in attributes else None
