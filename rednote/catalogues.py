"""The words of the interface: where they stand in code and templates, and the catalogues that translate them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import templatize

CODE = ("accounts", "posts", "feeds", "notifications", "moderation", "rednote")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")
HEADER = {
    "Project-Id-Version": "rednote",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {"zh_Hans": "nplurals=1; plural=0;"}


@dataclass(frozen=True, order=True)
class Message:
    """A string to translate; `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""

    @classmethod
    def of(cls, entry: polib.POEntry) -> "Message":
        return cls(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def catalogues() -> list[Path]:
    """The .po files of all languages but English, which is what the code itself speaks."""
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(path: Path) -> bool:
    """Write the .mo file that Django reads, where it is older than the .po; return whether it was."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns > path.stat().st_mtime_ns:
        return False
    draft = compiled.with_suffix(".mo.new")
    polib.pofile(str(path)).save_as_mofile(str(draft))
    draft.replace(compiled)
    return True


def extract() -> dict[Message, set[str]]:
    """Every string of the interface, with the files it stands in."""
    found: dict[Message, set[str]] = defaultdict(set)
    base = Path(settings.BASE_DIR)
    for path in sources(base):
        for message in messages_in(path):
            found[message].add(path.relative_to(base).as_posix())
    return found


def sources(base: Path) -> Iterator[Path]:
    for folder in CODE:
        yield from sorted(path for path in (base / folder).rglob("*.py") if "migrations" not in path.parts)
        yield from sorted((base / folder).rglob("templates/**/*.*"))
    yield from sorted(path for path in (base / "templates").rglob("*.*") if path.is_file())
    yield from sorted((base / "static" / "js").rglob("*.js"))


def messages_in(path: Path) -> Iterator[Message]:
    # Only those who change strings have Babel: it is no part of a running site.
    from babel.messages.extract import extract as babel_extract

    source = path.read_text()
    method = "javascript" if path.suffix == ".js" else "python"
    if path.suffix not in {".js", ".py"}:
        # What templatize leaves reads as Python, save for the indentation of the template.
        source = "\n".join(map(str.lstrip, templatize(source, origin=str(path)).splitlines()))
    for _line, texts, _comments, context in babel_extract(method, BytesIO(source.encode()), keywords=KEYWORDS):
        text, plural = texts[:2] if isinstance(texts, tuple) else (texts, "")
        if text:
            yield Message(text, plural, context or "")


def update(path: Path) -> tuple[int, int]:
    """Add what is new to the catalogue, drop what is gone, keep every translation; return how many of each."""
    old = {Message.of(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    found = extract()
    new = polib.POFile(wrapwidth=110)
    language = path.parent.parent.name
    new.metadata = HEADER | {
        "Language": language,
        "Plural-Forms": PLURALS.get(language, "nplurals=2; plural=(n != 1);"),
    }
    for message in sorted(found):
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            occurrences=[(name, "") for name in sorted(found[message])],
        )
        known = old.get(message)
        if known:
            entry.msgstr, entry.msgstr_plural, entry.flags = known.msgstr, known.msgstr_plural, known.flags
        elif message.plural:
            entry.msgstr_plural = {0: ""}
        new.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return len(found.keys() - old.keys()), len(old.keys() - found.keys())


def faults(path: Path) -> list[str]:
    """What keeps the catalogue from saying everything the interface says: a line each."""
    catalogue = polib.pofile(str(path))
    entries = {Message.of(entry): entry for entry in catalogue if not entry.obsolete}
    found = extract()
    lines = [f"missing: {message.text!r} ({min(found[message])})" for message in sorted(found.keys() - entries.keys())]
    lines += [f"obsolete: {message.text!r}" for message in sorted(entries.keys() - found.keys())]
    lines += [f"obsolete: {entry.msgid!r}" for entry in catalogue.obsolete_entries()]
    for message, entry in sorted(entries.items()):
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(translations):
            lines.append(f"empty: {message.text!r}")
        elif entry.fuzzy:
            lines.append(f"fuzzy: {message.text!r}")
        elif any(placeholders(text) != placeholders(message.plural or message.text) for text in translations):
            lines.append(f"other placeholders than the English: {message.text!r}")
    return lines


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
