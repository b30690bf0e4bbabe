"""The plain text that people write: what it may hold, the hashtags, mentions and links in it, and its HTML."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

import regex
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

HASHTAG_MAX_LENGTH = 50
URL_SHOWN_LENGTH = 56
MARKS_KEPT = 8  # the most that any living script stacks on one letter, with room to spare
MARKS_REFUSED = 64
TIMEOUT = 1.0  # seconds; every pattern here is linear, this is the net below them

_FLAGS = regex.VERSION1

# A letter, mark, number or underscore of any script. Enclosing marks would turn keycap emoji into hashtags;
# ignorable characters (fillers, variation selectors) would make hashtags that nobody can see.
_WORD = r"[[\p{L}\p{M}\p{N}_]--[\p{Me}\p{Default_Ignorable_Code_Point}]]"
# Zero-width (joiners, variants of a Han character): inside a hashtag they are typed, but are no part of its name.
_ZERO_WIDTH = r"\u200b-\u200d\u2060\ufeff\U000E0100-\U000E01EF"
_JOINER = rf"[{_ZERO_WIDTH}\u00b7\u30fb\uff65]"  # and the middle dots of 蒂姆·库克 and ハリー・ポッター
_SPELLING = rf"(?!\p{{M}}){_WORD}++(?:{_JOINER}++{_WORD}++)*+"

# Only Latin letters and digits before the sign make it part of a word: Chinese puts no space before a hashtag.
_HASHTAG = rf"(?:(?<![\p{{Latin}}\p{{Nd}}_&/])|\G)[#＃﹟](?P<hashtag>{_SPELLING})"

# A handle, unless it is the middle of an e-mail or Fediverse address.
_MENTION = r"(?<![\p{Latin}\p{Nd}_.+%/-])[@＠](?P<mention>[A-Za-z0-9_]{3,30}+)(?![\p{Latin}\p{Nd}@＠]|\.[a-z]{2})"

# http(s) only. The last label is wholly ASCII or wholly not, so `example.com很好` ends at `com`; in a path, letters of
# a script without spaces begin a part (`/wiki/上海`) but do not follow an ASCII letter (`/abc很好`). A host that is
# followed by `@` is somebody's user name on another host, and no link at all.
_LABEL = r"[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62})"
_TLD = r"(?:xn--[a-zA-Z0-9-]{1,59}+|[a-zA-Z]{2,63}+|[[\p{L}\p{M}]--[\p{ASCII}]]{2,63}+)"
_GLUED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
_URL = rf"""(?<![\p{{Latin}}\p{{Nd}}])(?P<url>(?i:https?)://
    (?>(?:{_LABEL}\.){{1,10}}{_TLD}|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?![a-zA-Z0-9_-]|\.[a-zA-Z0-9])
    (?::\d{{1,5}}+)?+(?![\d@\\])
    (?:[/?\#](?:[a-zA-Z0-9\-._~:/?\#\[\]@!$&'()*+,;=%]|(?<![a-zA-Z0-9])[{_GLUED}]|(?<=[{_GLUED}])[{_GLUED}\p{{M}}]
       |[[\p{{L}}\p{{M}}\p{{N}}]--[\p{{ASCII}}{_GLUED}]])*+)?+)"""

_TOKENS = regex.compile(rf"(?=[hH@＠#＃﹟])(?:(?x:{_URL})|{_MENTION}|{_HASHTAG})", _FLAGS)
_HASHTAGS = regex.compile(_HASHTAG, _FLAGS)  # the same and faster, for a text without the other two
_NAME = regex.compile(_SPELLING, _FLAGS)
_LETTER = regex.compile(r"\p{L}", _FLAGS)
_NOT_IN_NAME = regex.compile(rf"[{_ZERO_WIDTH}]+", _FLAGS)

_BREAKS = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", _FLAGS)
_UNSTORABLE = regex.compile(r"[\0\uD800-\uDFFF]", _FLAGS)
# Controls, and what reorders or annotates the text around it (the marks LRM and RLM do not, and stay).
_UNWANTED = regex.compile(r"[[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]--[\n\t]]+", _FLAGS)
_VISIBLE = regex.compile(r"[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]", _FLAGS)
_MARKS = regex.compile(rf"(\p{{M}}{{{MARKS_KEPT}}})\p{{M}}++", _FLAGS)
_TOO_MANY_MARKS = regex.compile(rf"\p{{M}}{{{MARKS_REFUSED}}}", _FLAGS)


class Spelling(NamedTuple):
    """A hashtag as it was typed, and the name that identifies it."""

    text: str
    name: str


class TextRefused(ValueError):
    """The text cannot be kept; `code` says why to programs, `message` to people."""

    MESSAGES = {
        "not_text": _("This is not text."),
        "invalid_characters": _("This text holds characters that cannot be stored."),
        "too_many_marks": _("This text holds too many accents on one letter."),
        "too_long": _("Use at most {limit} characters."),
    }

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code = code
        self.message = format_lazy(self.MESSAGES[code], **values)

    def __str__(self) -> str:
        return str(self.message)


def clean_text(value: str, *, max_length: int, single_line: bool = False) -> str:
    """Return the text as it is kept: NFC, `\\n` newlines, nothing unseen that misleads; "" when nothing can be seen.

    Raises TextRefused for what cannot be stored (NUL, lone surrogates), for stacks of accents, and beyond max_length.
    """
    if not isinstance(value, str):
        raise TextRefused("not_text")
    if _UNSTORABLE.search(value):
        raise TextRefused("invalid_characters")
    if _TOO_MANY_MARKS.search(value):
        raise TextRefused("too_many_marks")
    text = _UNWANTED.sub("", _BREAKS.sub("\n", value))
    # Before NFC, whose time is quadratic in the length of a run of marks.
    text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    text = " ".join(text.split()) if single_line else text.strip()
    if len(text) > max_length:
        raise TextRefused("too_long", limit=max_length)
    return text if _VISIBLE.search(text) else ""


def normalize_name(tag: str) -> str:
    """Return the name that identifies a hashtag (without its sign), or "" when it can be none."""
    if len(tag) > 2 * HASHTAG_MAX_LENGTH:
        return ""
    name = tag.lower() if tag.isascii() else _fold(tag)
    if len(name) > HASHTAG_MAX_LENGTH or not _NAME.fullmatch(name) or not _LETTER.search(name):
        return ""
    return name


def find_hashtags(text: str) -> list[Spelling]:
    """Return the hashtags of a text in order, the first spelling of each name."""
    if "#" not in text and "＃" not in text and "﹟" not in text:
        return []
    if "://" in text or "@" in text or "＠" in text:
        spellings = [token["hashtag"] for token in _tokens(text) if token["hashtag"]]
    else:
        spellings = _HASHTAGS.findall(text)
    found: dict[str, Spelling] = {}
    for spelling in spellings:
        if (name := normalize_name(spelling)) and name not in found:
            found[name] = Spelling(spelling, name)
    return list(found.values())


def find_mentions(text: str) -> list[str]:
    """Return the handles mentioned in a text, lowercase, each once, in order."""
    if "@" not in text and "＠" not in text:
        return []
    return list(dict.fromkeys(token["mention"].lower() for token in _tokens(text) if token["mention"]))


def find_urls(text: str) -> list[str]:
    """Return the http(s) addresses in a text as they were typed, in order."""
    if "://" not in text:
        return []
    return [_without_trailing_punctuation(token["url"]) for token in _tokens(text) if token["url"]]


def without_entities(text: str) -> str:
    """Return the text with a space in place of each address, mention and hashtag."""
    try:
        return _TOKENS.sub(" ", text, timeout=TIMEOUT)
    except TimeoutError:
        return text


def linkify(text: str, *, hashtag_url: Callable[[str], str], mention_url: Callable[[str], str]) -> SafeString:
    """Return the text as HTML that holds no element but links.

    The callables get a hashtag's name and a lowercase handle; where they answer "" the text stays text.
    Newlines are kept: show them by `white-space`.
    """
    parts: list[str] = []
    end = 0
    for token in _tokens(text):
        kind, start = token.lastgroup, token.start()
        shown = token.group()
        if kind == "url":
            shown = _without_trailing_punctuation(shown)
            link = _link(shown, _shortened(shown), ' rel="nofollow ugc noopener" dir="ltr"')
        elif kind == "mention":
            link = _link(mention_url(token["mention"].lower()), shown)
        else:
            name = normalize_name(token["hashtag"])
            link = _link(hashtag_url(name) if name else "", shown)
        parts += (escape(text[end:start]), link)
        end = start + len(shown)
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _tokens(text: str) -> Iterator[regex.Match[str]]:
    try:
        yield from _TOKENS.finditer(text, timeout=TIMEOUT)
    except TimeoutError:
        return


def _fold(tag: str) -> str:
    folded = unicodedata.normalize("NFKC", _NOT_IN_NAME.sub("", tag)).casefold()
    return unicodedata.normalize("NFKC", folded)


def _link(url: str, shown: str, attributes: str = "") -> str:
    return f'<a href="{escape(url)}"{attributes}>{escape(shown)}</a>' if url else escape(shown)


def _without_trailing_punctuation(url: str) -> str:
    """Leave the full stop to the sentence, and a bracket to the sentence when the address did not open it."""
    unopened = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    end = len(url)
    while (last := url[end - 1]) in ".,;:!?'*" or unopened.get(last, 0) > 0:
        if last in unopened:
            unopened[last] -= 1
        end -= 1
    return url[:end]


def _shortened(url: str) -> str:
    """Return the address as shown: cut in the middle of its path, never in its host."""
    if len(url) <= URL_SHOWN_LENGTH:
        return url
    host_end = regex.match(r"[^/]*//[^/?#]*", url).end()
    tail = 10
    head = max(URL_SHOWN_LENGTH - tail - 1, host_end + tail)
    return f"{url[:head]}…{url[-tail:]}" if head + tail + 1 < len(url) else url
