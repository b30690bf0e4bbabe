"""Setting text in a box: what the font can draw, where lines may break, how large the letters can be."""

import mmap
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from struct import unpack_from

import noto_cjk_sans_otc
from PIL import ImageFont

FACES = {"ja": 0, "ko": 1, "zh": 2}
LONGEST = 1500  # characters: more than any cover holds at its smallest letters
MOST_BALANCED = 14  # lines: beyond, a paragraph is simply filled
LEAST_SHARE = 0.68  # of the largest size that fits, for the sake of better breaks
PARAGRAPH_GAP = 0.5  # ems
UNIT = 200  # the size at which widths are measured; they grow in proportion

HAN = re.compile(r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
HIRAGANA = re.compile(r"[\u3041-\u309f]")
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

# Kinsoku: what may not begin a line sticks to what is before it, what may not end a line to what is after it.
NO_START = set("、。，．：；！？!?,.:;)]}）］｝〕〉》」』】〙〗〟’”»›…‥・·～〜%％°℃")
NO_START |= set("ーゝゞ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
NO_END = set("([{（［｛〔〈《「『【〘〖〝‘“«‹$¥￥£€#＃@＠")
SENTENCE_PAUSES = set("、。，．：；！？!?,.:;")
OPENING = set("（［｛〔〈《「『【〘〖〝")
CLOSING = set("、。，．：；）］｝〕〉》」』】〙〗〟")

# One breakable unit: a short katakana word, a character of a script without spaces, or whatever runs to the next space.
CHARACTERS = (
    r"\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef"
    r"\U00020000-\U0003ffff…—"
)
UNITS = re.compile(rf"[\u30a1-\u30fa\u30fc]{{2,8}}|[{CHARACTERS}]|[^\s{CHARACTERS}]+")


@dataclass(frozen=True)
class Unit:
    """What is never broken, its width in ems, and whether a space comes before it."""

    text: str
    width: float
    spaced: bool


@dataclass(frozen=True)
class Line:
    """One set line, its width in ems, and how far it hangs out of the margin so that its ink is flush."""

    text: str
    width: float
    hang: float
    ends_paragraph: bool


@dataclass(frozen=True)
class Block:
    """Text as set: the letters' size in pixels, and its lines from top to bottom."""

    size: int
    leading: float
    lines: list[Line]
    face: int
    features: tuple[str, ...]

    @property
    def line_height(self) -> float:
        return self.size * self.leading

    @property
    def gap(self) -> float:
        """Between paragraphs."""
        return self.size * PARAGRAPH_GAP

    @property
    def height(self) -> float:
        gaps = sum(line.ends_paragraph for line in self.lines[:-1])
        return len(self.lines) * self.line_height + gaps * self.gap

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0) * self.size

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font(self.size, self.face)


def undrawable(text: str) -> list[str]:
    """The characters of `text` that a cover leaves out (emoji, Arabic ...), each once, in the order they come."""
    text = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys(character for character in text if _is_ink(character) and not _shown(character)))


def drawable(text: str) -> str:
    """`text` as it will be drawn; empty when all that would remain of its words is punctuation."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    kept = "".join(c if c.isspace() else _shown(c) for c in text if c.isspace() or _is_ink(c))
    if undrawable(text) and not any(unicodedata.category(c)[0] in "LNS" for c in kept):
        return ""
    paragraphs = [" ".join(paragraph.split()) for paragraph in kept.split("\n")]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def fit(
    text: str, width: float, height: float, *, largest: int, smallest: int, leading: float = 1.4, language: str = ""
) -> Block:
    """The largest setting of drawable `text` in a box of pixels; what does not fit even small ends in an ellipsis."""
    face, features = _choose_face(text, language)
    paragraphs = [_units(paragraph, face, features) for paragraph in text[:LONGEST].split("\n") if paragraph]
    space = _width(" ", face, features)
    steps = [round(largest * 0.95**step) for step in range(80) if largest * 0.95**step > smallest]
    best, best_score, largest_fit = None, 0.0, 0
    for size in steps:
        if size < largest_fit * LEAST_SHARE:
            break
        rows = _broken(paragraphs, width / size, space)
        if rows is None or _height(rows, size, leading) > height:
            continue
        largest_fit = largest_fit or size
        lines = [_line(row, is_last, space) for row, is_last in rows]
        tears = sum(_is_torn(row[-1], after[0]) for (row, is_last), (after, _) in pairwise(rows) if not is_last)
        # Somewhat smaller letters are worth it where lines then end with the sentence, not inside a word.
        score = (size / steps[0]) ** 0.5 * (1 - 0.5 * tears / len(rows))
        if score > best_score:
            best, best_score = Block(size, leading, lines, face, features), score
    if best:
        return best
    paragraphs = [_split_long(units, width / smallest, face, features) for units in paragraphs]
    rows = _broken(paragraphs, width / smallest, space) or []
    block = Block(smallest, leading, [_line(row, is_last, space) for row, is_last in rows], face, features)
    return block if block.height <= height else _shortened(block, height, width)


@lru_cache(maxsize=64)
def font(size: int, face: int) -> ImageFont.FreeTypeFont:
    """A face of the font at a size in pixels, kept open."""
    return ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), size, index=face)


def _choose_face(text: str, language: str) -> tuple[int, tuple[str, ...]]:
    """Han characters have a shape for each language: the text's own script decides, then its language, then Chinese."""
    if KANA.search(text):
        face = FACES["ja"]
    elif HANGUL.search(text):
        face = FACES["ko"]
    elif HAN.search(text):
        face = FACES.get(language[:2], FACES["zh"])
    else:
        return FACES["ja"], ()
    # In Chinese faces quotation marks and apostrophes are as wide as a character, which tears English apart.
    is_mostly_latin = len(LATIN.findall(text)) > len(HAN.findall(text)) * 3
    return face, ("pwid",) if is_mostly_latin and face == FACES["zh"] else ()


def _units(paragraph: str, face: int, features: tuple[str, ...]) -> list[Unit]:
    pieces: list[list] = []
    end = 0
    for match in UNITS.finditer(paragraph):
        spaced = match.start() > end and bool(pieces)
        end = match.end()
        text = match.group()
        before = pieces[-1][0][-1] if pieces and not spaced else ""
        if before and (text[0] in NO_START or before in NO_END or text == before == "—"):
            pieces[-1][0] += text
        else:
            pieces.append([text, spaced])
    return [Unit(text, _width(text, face, features), spaced) for text, spaced in pieces]


@lru_cache(maxsize=8192)
def _width(text: str, face: int, features: tuple[str, ...]) -> float:
    return font(UNIT, face).getlength(text, features=list(features)) / UNIT


def _broken(paragraphs: list[list[Unit]], room: float, space: float) -> list[tuple[list[Unit], bool]] | None:
    """The lines of all paragraphs, each with whether it is its own's last; None where a word is wider than `room`."""
    rows: list[tuple[list[Unit], bool]] = []
    for units in paragraphs:
        if any(unit.width > room for unit in units):
            return None
        lines = _balanced(units, room, space)
        rows += [(line, index == len(lines) - 1) for index, line in enumerate(lines)]
    return rows


def _height(rows: list[tuple[list[Unit], bool]], size: int, leading: float) -> float:
    gaps = sum(is_last for _, is_last in rows[:-1])
    return len(rows) * size * leading + gaps * size * PARAGRAPH_GAP


def _is_torn(before: Unit, after: Unit) -> bool:
    """Whether a break here may lie inside a word, in a script that does not show where words end."""
    if after.spaced or before.text[-1] in SENTENCE_PAUSES:
        return False
    if HIRAGANA.match(after.text):
        return True  # An ending or a particle belongs to what is before it.
    return before.text[-1] not in NO_START and not HIRAGANA.match(before.text[-1])


def _balanced(units: list[Unit], room: float, space: float) -> list[list[Unit]]:
    """As few lines as possible, broken so that they are evenly full, and rather where a sentence pauses."""
    ends = [0.0]
    for unit in units:
        ends.append(ends[-1] + unit.width + (space if unit.spaced else 0))

    def length(start: int, stop: int) -> float:
        return ends[stop] - ends[start] - (space if units[start].spaced else 0)

    greedy = [0]
    for stop in range(1, len(units) + 1):
        if length(greedy[-1], stop) > room:
            greedy.append(stop - 1)
    count = len(greedy)
    if not 1 < count <= MOST_BALANCED:
        return [units[start:stop] for start, stop in pairwise([*greedy, len(units)])]
    ideal = ends[-1] / count
    # chain[lines][stop]: the least cost of setting units[:stop] in so many lines, and where the last of them starts.
    chain = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in chain[-1].items():
            for stop in range(start + 1, len(units) + 1):
                long = length(start, stop)
                if long > room:
                    break
                total = cost + ((long - ideal) / ideal) ** 2
                if stop < len(units) and _is_torn(units[stop - 1], units[stop]):
                    total += 0.15
                elif units[stop - 1].text[-1] not in NO_START:
                    total += 0.03
                if stop not in row or total < row[stop][0]:
                    row[stop] = (total, start)
        chain.append(row)
    rows: list[list[Unit]] = []
    stop = len(units)
    for row in reversed(chain[1:]):
        start = row[stop][1]
        rows.insert(0, units[start:stop])
        stop = start
    return rows


def _line(units: list[Unit], ends_paragraph: bool, space: float) -> Line:
    text = "".join((" " if unit.spaced and index else "") + unit.text for index, unit in enumerate(units))
    width = sum(unit.width + (space if unit.spaced and index else 0) for index, unit in enumerate(units))
    # A full-width bracket or stop is half empty: the empty half does not count for the eye.
    hang = 0.5 if text[0] in OPENING else 0.0
    trail = 0.5 if text[-1] in CLOSING else 0.0
    return Line(text, width - hang - trail, hang, ends_paragraph)


def _split_long(units: list[Unit], room: float, face: int, features: tuple[str, ...]) -> list[Unit]:
    parts: list[Unit] = []
    for unit in units:
        piece, spaced = "", unit.spaced
        for character in unit.text if unit.width > room else ():
            if piece and _width(piece + character, face, features) > room:
                parts.append(Unit(piece, _width(piece, face, features), spaced))
                piece, spaced = "", False
            piece += character
        piece = piece or unit.text
        parts.append(Unit(piece, _width(piece, face, features), spaced))
    return parts


def _shortened(block: Block, height: float, width: float) -> Block:
    lines, used = [], 0.0
    for line in block.lines:
        used += block.line_height
        if used > height:
            break
        used += block.gap if line.ends_paragraph else 0
        lines.append(line)
    text = lines[-1].text
    while text and _width(text + "…", block.face, block.features) * block.size > width:
        text = text[:-1]
    text = text.rstrip(" ,.;:，。、；：") + "…"
    lines[-1] = Line(text, _width(text, block.face, block.features), lines[-1].hang, True)
    return Block(block.size, block.leading, lines, block.face, block.features)


def _is_ink(character: str) -> bool:
    """Not a control, a joiner or a variation selector."""
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Me")


def _shown(character: str) -> str:
    """The character, or else its letter without accents (Greek), or nothing."""
    plain = unicodedata.normalize("NFD", character)[0]
    return next((choice for choice in (character, plain) if _has_glyph(choice)), "")


def _has_glyph(character: str) -> bool:
    starts, ends = _coverage()
    index = bisect_right(starts, ord(character)) - 1
    return index >= 0 and ord(character) <= ends[index]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """The ranges of characters that the font maps to a glyph, read from its `cmap` table (format 12)."""
    with open(noto_cjk_sans_otc.FONT_PATH, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        (face,) = unpack_from(">I", data, 12)
        (tables,) = unpack_from(">H", data, face + 4)
        records = [unpack_from(">4sIII", data, face + 12 + 16 * index) for index in range(tables)]
        cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
        (count,) = unpack_from(">H", data, cmap + 2)
        for index in range(count):
            (offset,) = unpack_from(">I", data, cmap + 4 + 8 * index + 4)
            if unpack_from(">H", data, cmap + offset)[0] == 12:
                (groups,) = unpack_from(">I", data, cmap + offset + 12)
                rows = [unpack_from(">III", data, cmap + offset + 16 + 12 * group) for group in range(groups)]
                return [start for start, _, _ in rows], [end for _, end, _ in rows]
    raise ValueError("The font has no table of its characters.")
