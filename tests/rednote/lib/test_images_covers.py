"""Drawing the words of a note as its cover."""

import io

import pytest
from PIL import Image, ImageChops

from rednote.lib.images.covers import COVER_STYLES, draw_text_cover
from rednote.lib.images.typesetting import NO_END, NO_START, drawable, fit, undrawable

ENGLISH = "Hello from a TikTok refugee! I brought the cat tax, as requested."
CHINESE = "今天第一次来到小红书，大家好！我来自美国，很高兴认识你们。（猫税已交）"
JAPANESE = "はじめまして、ニューヨークから来ました。「猫税」を払います！よろしくお願いします。"


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def set_lines(text: str, **options: int) -> list[str]:
    box = {"width": 860, "height": 900, "largest": 150, "smallest": 34} | options
    return [line.text for line in fit(drawable(text), **box).lines]


@pytest.mark.parametrize("style", COVER_STYLES)
def test_draws_every_style(style):
    words, nothing = opened(draw_text_cover(CHINESE, style)), opened(draw_text_cover("🐱", style))
    assert words.size == nothing.size == (1080, 1440)
    assert words.format == "JPEG"
    assert not words.getexif()
    assert (
        ImageChops.difference(words, nothing).convert("L").point(lambda value: 255 * (value > 60)).histogram()[255]
        > 9000
    )


def test_draws_at_any_size():
    assert opened(draw_text_cover(ENGLISH, "sage", size=(270, 360))).size == (270, 360)
    assert opened(draw_text_cover(ENGLISH, "letter", size=(800, 800))).size == (800, 800)


def test_offers_eight_styles_and_no_other():
    assert COVER_STYLES == ("paper", "ink", "persimmon", "sage", "dusk", "notebook", "letter", "sticker")
    with pytest.raises(KeyError):
        draw_text_cover("Hi", "comic")


@pytest.mark.parametrize(
    "text", ["", " \n ", "🐱🐱", "مرحبا!", "a" * 4000, "字" * 4000, "a\n" * 3000, "\0\u202e\ufeff", "𠮷野家"]
)
def test_draws_a_cover_for_any_text(text):
    assert opened(draw_text_cover(text, "paper", size=(270, 360))).size == (270, 360)


def test_leaves_out_what_the_font_cannot_draw():
    text = "cat tax 🐱👩‍👧 don’t مر 漢字 ☕️ Привет ¿qué?"
    assert drawable(text) == "cat tax don’t 漢字 Привет ¿qué?"
    assert undrawable(text) == ["🐱", "👩", "👧", "م", "ر", "☕"]
    assert undrawable("Tiếng Việt, 한국어, 日本語, 中文, Ελληνικά ♥ ★ ①") == []
    assert drawable("Καλημέρα") == "Καλημερα"


def test_draws_nothing_where_only_punctuation_would_remain():
    assert drawable("مرحبا!") == ""
    assert drawable("!!!") == "!!!"


def test_breaks_latin_between_words_into_even_lines():
    lines = set_lines(ENGLISH)
    assert " ".join(lines) == ENGLISH
    assert max(map(len, lines)) < 2 * min(map(len, lines))


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, "他说：“你好！”然后（笑着）走了……真的——没有回头。"])
@pytest.mark.parametrize("width", range(300, 900, 100))
def test_never_begins_or_ends_a_line_with_the_wrong_mark(text, width):
    lines = set_lines(text, width=width)
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in NO_START or line[-1] in NO_END]


def test_breaks_where_a_sentence_pauses():
    assert set_lines("今天天气很好，我们一起去海边走走。")[0] == "今天天气很好，"
    assert set_lines(CHINESE)[-1] == "（猫税已交）"


def test_keeps_korean_words_and_katakana_words_whole():
    words = "안녕하세요 서울에서 온 고양이 집사입니다"
    assert " ".join(set_lines(words)) == words
    assert any("ニューヨーク" in line for line in set_lines(JAPANESE))


def test_sets_few_words_large_and_many_words_small():
    sizes = [fit(text, 860, 900, largest=150, smallest=34).size for text in ("Cat tax!", ENGLISH, ENGLISH * 6)]
    assert sizes[0] == 150
    assert sizes == sorted(sizes, reverse=True)
    for text in (ENGLISH, CHINESE, JAPANESE, ENGLISH * 6, CHINESE * 9):
        block = fit(text, 860, 900, largest=150, smallest=34)
        assert block.width <= 860
        assert block.height <= 900


def test_ends_what_does_not_fit_in_an_ellipsis():
    for text in (CHINESE * 40, ENGLISH * 40, "a" * 3000):
        block = fit(text, 860, 900, largest=150, smallest=34)
        assert block.size == 34
        assert block.height <= 900
        assert block.width <= 860
        assert block.lines[-1].text.endswith("…")


def test_keeps_the_writers_own_lines():
    assert set_lines("Soup\n1. Onions\n\n2.   Patience") == ["Soup", "1. Onions", "2. Patience"]


@pytest.mark.parametrize(
    ("text", "language", "face"),
    [
        ("直す", "", 0),
        ("안녕 直", "", 1),
        ("直", "", 2),
        ("直", "ja", 0),
        ("直", "zh-hans", 2),
        ("Hello", "zh", 0),
    ],
)
def test_picks_the_shapes_of_the_language(text, language, face):
    assert fit(text, 860, 900, largest=150, smallest=34, language=language).face == face


def test_keeps_apostrophes_narrow_in_english_with_a_chinese_word():
    mixed = fit("It’s 谢谢, and you’ll need it", 860, 900, largest=60, smallest=34)
    straight = fit("It's 谢谢, and you'll need it", 860, 900, largest=60, smallest=34)
    assert abs(mixed.width - straight.width) < 20
