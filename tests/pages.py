"""Every page of the site, for tests that look at all of them."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

# Routes that are not pages: what the live site's own tests and the media's look after.
NOT_PAGES = {"admin:jsi18n", "admin:autocomplete", "admin:view_on_site"}


def routes(resolver: Any = None, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every named route: "posts:note" and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        elif pattern.name:
            yield ":".join([*namespaces, pattern.name]), pattern


def plain_pages() -> list[str]:
    """The URLs of all routes that take no parameter."""
    found = []
    for name, _pattern in routes():
        if name in NOT_PAGES:
            continue
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


class Page(HTMLParser):
    """The elements of an HTML page: (tag, attributes, text of scripts)."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.text: list[str] = []
        self._script: dict[str, str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag == "script":
            self._script = attributes

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
        else:
            self.text.append(data)
