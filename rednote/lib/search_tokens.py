"""Full text search in every script: words where spaces part them, single characters and pairs where none do.

Both sides make their lexemes here and PostgreSQL takes them as they are (a cast, no parser, no dictionary). A run of
Chinese, Japanese, Korean or Thai is found by any part of it, from one character up: characters and pairs stand at
their positions, and a query is the phrase of its pairs.
"""

import unicodedata
from collections.abc import Iterator

import regex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

MAX_POSITION = 16383  # of a lexeme in a tsvector
MAX_WORD_LENGTH = 60
QUERY_LENGTH = 100  # characters of a query that are read
QUERY_TERMS = 16

_FLAGS = regex.VERSION1
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_TERM = regex.compile(
    rf"(?P<run>[[{_UNSPACED}]&&[\p{{L}}\p{{M}}\p{{N}}]]++)"
    rf"|(?P<word>[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]++)"
    r"|(?P<emoji>\p{Extended_Pictographic})",
    _FLAGS,
)
_IGNORED = regex.compile(r"[\p{Default_Ignorable_Code_Point}\0\uD800-\uDFFF]", _FLAGS)
_LONG_MARKS = regex.compile(r"(\p{M}{8})\p{M}++", _FLAGS)
_ACCENT = regex.compile(r"(?<=\p{Latin})\p{Mn}+", _FLAGS)
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def search_vector(text: str) -> Cast:
    """Return the SQL value that a search column stores for a text."""
    return Cast(Value(index_tokens(text)), SearchVectorField())


def search_query(q: str) -> SearchQuery:
    """Return what to filter a search column by; it matches nothing when nothing in `q` can be searched."""
    return _LiteralQuery(query_tokens(q))


def index_tokens(text: str) -> str:
    """Return the text as a tsvector literal."""
    lexemes, position = [], 1
    for kind, term in terms(text):
        if kind == "run":
            lexemes += [f"'{char}':{min(position + i, MAX_POSITION)}" for i, char in enumerate(term)]
            lexemes += [f"'{pair}':{min(position + i, MAX_POSITION)}" for i, pair in enumerate(_pairs(term))]
            position += len(term)
        else:
            lexemes.append(f"'{term}':{min(position, MAX_POSITION)}")
            position += 1
    return " ".join(lexemes)


def query_tokens(q: str) -> str:
    """Return what a person typed as a tsquery literal: every term, the last word as the beginning of a word."""
    asked = list(terms(q[:QUERY_LENGTH]))[:QUERY_TERMS]
    last = len(asked) - 1
    return " & ".join(_condition(kind, term, is_last=i == last) for i, (kind, term) in enumerate(asked))


class _LiteralQuery(SearchQuery):
    """A tsquery that PostgreSQL reads as it is written."""

    def as_sql(self, compiler, connection, function=None, template=None):
        return super().as_sql(compiler, connection, function, "(%(expressions)s)::tsquery")


def _condition(kind: str, term: str, *, is_last: bool) -> str:
    if kind == "run" and len(term) > 1:
        phrase = " <-> ".join(f"'{pair}'" for pair in _pairs(term))
        return f"({phrase})"
    return f"'{term}':*" if kind == "word" and is_last else f"'{term}'"


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield ("run" | "word" | "emoji", folded text); none holds a quote, a backslash or a space."""
    folded = unicodedata.normalize("NFKC", _LONG_MARKS.sub(r"\1", _IGNORED.sub("", text))).casefold()
    for match in _TERM.finditer(folded):
        kind, term = match.lastgroup, match.group()
        yield kind, _unaccented(term)[:MAX_WORD_LENGTH] if kind == "word" else term


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", word)).translate(_UNDECOMPOSED)
    return unicodedata.normalize("NFC", plain)
