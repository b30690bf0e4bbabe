"""Plain text: what is kept, the hashtags, mentions and addresses in it, and the HTML it becomes."""

import time
import unicodedata
from html.parser import HTMLParser

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from rednote.lib import text
from rednote.lib.text import TextRefused, clean_text, find_hashtags, find_mentions, find_urls, linkify, normalize_name

HASHTAGS = [
    # Scripts
    ("#TikTokRefugee", ["tiktokrefugee"]),
    ("#日本", ["日本"]),
    ("#日本。", ["日本"]),
    ("#日本、#中国！", ["日本", "中国"]),
    ("去了#上海迪士尼", ["上海迪士尼"]),
    ("去了#上海迪士尼，好玩", ["上海迪士尼"]),
    ("（#周末）", ["周末"]),
    ("#周末去哪儿？", ["周末去哪儿"]),
    ("#猫がいる暮らし", ["猫がいる暮らし"]),
    ("#ラーメン", ["ラーメン"]),
    ("#佐々木", ["佐々木"]),
    ("#서울여행 좋아요", ["서울여행"]),
    ("#Привет мир", ["привет"]),
    ("#ΑΘΗΝΑ", ["αθηνα"]),
    ("#שלום", ["שלום"]),
    ("#مرحبا", ["مرحبا"]),
    ("#नमस्ते", ["नमस्ते"]),
    ("#ประเทศไทย", ["ประเทศไทย"]),
    ("#தமிழ்", ["தமிழ்"]),
    ("#café", ["café"]),
    ("#cafe\u0301", ["café"]),
    ("#Straße", ["strasse"]),
    ("#𠮷野家", ["𠮷野家"]),
    # Signs
    ("＃日本", ["日本"]),
    ("﹟日本", ["日本"]),
    ("##double", ["double"]),
    ("#", []),
    ("# space", []),
    ("#。", []),
    # Widths and case
    ("#ＯＯＴＤ", ["ootd"]),
    ("#ﾗｰﾒﾝ", ["ラーメン"]),
    ("#OOTD #ootd #Ootd", ["ootd"]),
    ("#２０２４年", ["2024年"]),
    # Numbers
    ("#1", []),
    ("#2024", []),
    ("#２０２４", []),
    ("#٢٠٢٤", []),
    ("#2024年", ["2024年"]),
    ("#5k", ["5k"]),
    ("#1_2", []),
    ("#½", []),
    # Underscores
    ("#slow_living", ["slow_living"]),
    ("#_tea_", ["_tea_"]),
    ("#_", []),
    ("#___", []),
    # What ends one
    ("#tik-tok", ["tik"]),
    ("#don't", ["don"]),
    ("#tea.", ["tea"]),
    ("#tea,#cats", ["tea", "cats"]),
    ("#tea\n#cats", ["tea", "cats"]),
    ("#love#peace", ["love", "peace"]),
    ("#上海#北京#", ["上海", "北京"]),
    ("#穿搭[话题]#", ["穿搭"]),
    ("#C++", ["c"]),
    ("#<b>", []),
    # Emoji
    ("#🐱", []),
    ("#猫🐱", ["猫"]),
    ("#cat😀tax", ["cat"]),
    ("#️⃣", []),
    ("#️⃣fun", []),
    ("#1️⃣", []),
    # Joiners, and characters that nobody sees
    ("#می\u200cخواهم", ["میخواهم"]),
    ("#tea\u200b", ["tea"]),
    ("#te\u200da", ["tea"]),
    ("#蒂姆·库克", ["蒂姆·库克"]),
    ("#ハリー・ポッター", ["ハリー・ポッター"]),
    ("#葛\U000e0100城", ["葛城"]),
    ("#\u3164", []),
    ("#\u200b", []),
    # Words and addresses that hold a sign
    ("a#b", []),
    ("C# #F", ["f"]),
    ("é#b", []),
    ("7#b", []),
    ("&#39;", []),
    ("page.html/#top", []),
    ("https://example.com/a#tea", []),
    ("https://example.com/#tea #cats", ["cats"]),
    ("@alice#tea", ["tea"]),
    # Length
    ("#" + "a" * 50, ["a" * 50]),
    ("#" + "a" * 51, []),
    ("#" + "日" * 51, []),
    ("#" + "ﷺ" * 20, []),
    ("", []),
]


@pytest.mark.parametrize(("typed", "names"), HASHTAGS)
def test_finds_hashtags(typed, names):
    assert [spelling.name for spelling in find_hashtags(typed)] == names


def test_keeps_the_first_spelling_of_a_hashtag():
    assert find_hashtags("#OOTD then #ootd") == [("OOTD", "ootd")]


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_names_of_hashtags_are_stable(tag):
    name = normalize_name(tag)
    assert normalize_name(name) == name
    assert len(name) <= text.HASHTAG_MAX_LENGTH


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="#a日1_ @.:/h\u200b\u0301", max_size=40))
def test_every_hashtag_found_is_linked(typed):
    linked = []
    linkify(typed, hashtag_url=lambda name: linked.append(name) or "", mention_url=lambda handle: "")
    assert list(dict.fromkeys(linked)) == [spelling.name for spelling in find_hashtags(typed)]


@pytest.mark.parametrize(
    ("typed", "handles"),
    [
        ("hi @alice!", ["alice"]),
        ("@Alice @ALICE @bob_2", ["alice", "bob_2"]),
        ("你好@alice你好", ["alice"]),
        ("＠alice", ["alice"]),
        ("@alice.", ["alice"]),
        ("@alice.How are you", ["alice"]),
        ("(@alice)", ["alice"]),
        ("@al", []),
        ("@" + "a" * 30, ["a" * 30]),
        ("@" + "a" * 31, []),
        ("@josé", []),
        ("me@example.com", []),
        ("first.last+tag@example.com", []),
        ("小明@example.com", []),
        ("@alice@example.social", []),
        ("https://example.com/@alice", []),
        ("https://bank.com@evil.com", []),
        ("@", []),
    ],
)
def test_finds_mentions(typed, handles):
    assert find_mentions(typed) == handles


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("https://example.com", ["https://example.com"]),
        ("see http://example.com/a?b=c&d=e#f.", ["http://example.com/a?b=c&d=e#f"]),
        ("HTTPS://EXAMPLE.COM/A", ["HTTPS://EXAMPLE.COM/A"]),
        ("看https://example.com/路径。好", ["https://example.com/路径"]),
        ("https://例子.测试/路径", ["https://例子.测试/路径"]),
        ("https://пример.рф/путь", ["https://пример.рф/путь"]),
        ("https://xn--fsqu00a.xn--0zwm56d/", ["https://xn--fsqu00a.xn--0zwm56d/"]),
        ("https://example.com很好", ["https://example.com"]),
        ("https://example.com/abc复制本条信息", ["https://example.com/abc"]),
        ("https://example.com/abc，复制", ["https://example.com/abc"]),
        ("https://zh.wikipedia.org/wiki/上海", ["https://zh.wikipedia.org/wiki/上海"]),
        ("(https://en.wikipedia.org/wiki/Tea_(drink))", ["https://en.wikipedia.org/wiki/Tea_(drink)"]),
        ("**https://example.com/**", ["https://example.com/"]),
        ("https://example.com/a, https://example.org!", ["https://example.com/a", "https://example.org"]),
        ("http://192.0.2.1:8080/x", ["http://192.0.2.1:8080/x"]),
        ("https://example.com:443/a@b", ["https://example.com:443/a@b"]),
        ("https://bank.com@evil.com", []),
        ("https://www.bank.com:80@evil.com", []),
        ("https://user:password@evil.com", []),
        ("https://bank.com\\.evil.com", []),
        ("https://192.0.2.1.5/", []),
        ("https://localhost/", []),
        ("ftp://example.com javascript://example.com data:text/html,x", []),
        ("xhttps://example.com", []),
        ("www.example.com", []),
        ("https://", []),
    ],
)
def test_finds_urls(typed, urls):
    assert find_urls(typed) == urls


# --- HTML -------------------------------------------------------------------------------------------------------------


def html(typed: str) -> str:
    return linkify(typed, hashtag_url=lambda name: f"/hashtags/{name}", mention_url=lambda handle: f"/@{handle}")


class Elements(HTMLParser):
    def __init__(self, markup: str):
        super().__init__()
        self.found, self.shown = [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.shown += data


def test_links_hashtags_mentions_and_addresses():
    assert html("去了#上海 with @Alice\nhttps://example.com/?a=1&b=2.") == (
        '去了<a href="/hashtags/上海">#上海</a> with <a href="/@alice">@Alice</a>\n'
        '<a href="https://example.com/?a=1&amp;b=2" rel="nofollow ugc noopener" dir="ltr">'
        "https://example.com/?a=1&amp;b=2</a>."
    )


def test_leaves_text_where_there_is_nothing_to_link_to():
    assert linkify("#tea @alice", hashtag_url=lambda name: "", mention_url=lambda handle: "") == "#tea @alice"


def test_shortens_an_address_in_its_path_and_never_in_its_host():
    host = f"https://{'a' * 60}.{'b' * 60}.example.com"
    for url in (f"{host}/{'c' * 200}", f"https://example.com/{'c' * 200}?d={'e' * 200}", f"{host}?{'c' * 99}"):
        [(_, attributes)] = Elements(html(url)).found
        shown = Elements(html(url)).shown
        assert attributes["href"] == url
        assert shown.startswith(url.split("/c")[0].split("?")[0])
        assert "…" in shown
        assert len(shown) < len(url)


XSS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><script>1</script></math>",
    "<iframe srcdoc='<script>1</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<div hx-get=/settings hx-trigger=load>",
    "<div hx-on:click=alert(1)>",
    "<form action=//evil.example><button>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>*{display:none}</style>",
    "<template><script>1</script></template>",
    "</textarea><script>1</script>",
    "</title><script>1</script>",
    "--><script>1</script>",
    "]]><script>1</script>",
    '"><script>1</script>',
    "'><script>1</script>",
    "` onmouseover=alert(1) `",
    "javascript:alert(1)",
    "JaVaScRiPt://example.com/%0aalert(1)",
    "java\tscript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>1</script>",
    "data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+",
    "{{7*7}} {% load static %} ${7*7} <%= 7*7 %>",
    "\u2028<script>1</script>\u2029",
    "&lt;script&gt;1&lt;/script&gt;",
    "&#60;script&#62;1",
    "\ufeff<script>1</script>",
    "<\x00script>1</script>",
    "+ADw-script+AD4-1+ADw-/script+AD4-",
    'https://example.com/"onmouseover=alert(1)//',
    "https://example.com/'onmouseover='alert(1)",
    "https://example.com/<script>1</script>",
    "https://example.com/`onclick=1`",
    'https://example.com/?q="><img src=x onerror=1>',
    "https://example.com&quot;onclick=alert(1)",
    "https://javascript:alert(1)@example.com/",
    "https://exa<b>mple</b>.com",
    "http://example.com/javascript:alert(1)",
    '#tag"onclick=alert(1)',
    "#<img src=x onerror=1>",
    "#tag'><script>1</script>",
    '@alice"onclick=alert(1)',
    "@<script>1</script>",
    '#https://example.com/"x',
    "<!--#tag-->",
    "<?xml version='1.0'?><x/>",
    "<![CDATA[<script>1</script>]]>",
]


@pytest.mark.parametrize("payload", XSS)
def test_payloads_stay_text(payload):
    for typed in (payload, f"#a {payload} @bob", f"https://example.com/{payload}", f"#{payload}", f"@{payload}"):
        elements = Elements(html(typed))
        for tag, attributes in elements.found:
            assert tag == "a"
            assert attributes.keys() <= {"href", "rel", "dir"}
            assert attributes["href"].startswith(("https://", "http://", "/hashtags/", "/@", "HTTPS://"))
        if "…" not in elements.shown:
            assert elements.shown == Elements(escape(typed)).shown


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="<>\"'&;#@/:.?= htpsaz日\n\u202e\\()"))
def test_shows_just_what_was_typed(typed):
    elements = Elements(html(typed))
    assert {tag for tag, _ in elements.found} <= {"a"}
    assert elements.shown == Elements(escape(typed)).shown


# --- What is kept -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  tea \r\nand\rcats\n\n", "tea \nand\ncats"),
        ("a\u2028b\u0085c\vd", "a\nb\nc\nd"),
        ("cafe\u0301", "café"),
        ("one\ttab", "one\ttab"),
        ("bell\x07 escape\x1b del\x7f c1\x9b", "bell escape del c1"),
        ("safe\u202egpj.exe\u202c \u2066x\u2069", "safegpj.exe x"),
        ("שלום\u200f", "שלום\u200f"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("e" + "\u0316" * 30, "e" + "\u0316" * 8),
        (" \u200b\u3164\u2800\ufeff ", ""),
        ("", ""),
    ],
)
def test_keeps_clean_text(typed, kept):
    assert clean_text(typed, max_length=100) == kept


def test_puts_a_title_on_one_line():
    assert clean_text(" a\r\n b\u3000\tc ", max_length=10, single_line=True) == "a b c"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("nul\0", "invalid_characters"),
        ("lone \ud800 surrogate", "invalid_characters"),
        ("x" * 101, "too_long"),
        ("x" * 1_000_000, "too_long"),
        ("\ufb2c" * 40, "too_long"),  # NFC makes three of each
        ("e" + "\u0301" * 10_000, "too_many_marks"),
        (None, "not_text"),
        (b"bytes", "not_text"),
    ],
)
def test_refuses_what_cannot_be_kept(typed, code):
    with pytest.raises(TextRefused) as refused:
        clean_text(typed, max_length=100)
    assert refused.value.code == code
    assert str(refused.value)


def test_says_how_long_a_text_may_be():
    with pytest.raises(TextRefused, match="at most 5 characters"):
        clean_text("sixsix", max_length=5)


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_cleaning_twice_changes_nothing(typed):
    once = clean_text(typed, max_length=10_000)
    assert clean_text(once, max_length=10_000) == once
    assert unicodedata.is_normalized("NFC", once)


HOSTILE = [
    "#" * 10**6,
    "#a" * 500_000,
    "https://" * 125_000,
    "https://" + "a." * 500_000,
    "https://a.example" + "/(" * 500_000,
    "https://a.example/" + ")" * 10**6,
    "https://1." * 100_000,
    ("https://" + "a." * 11) * 33_000,
    "@a" * 500_000,
    "@" + "a" * 10**6,
    "#a" + "\u200b" * 10**6,
    "#" + "日" * 10**6,
    "#a" + "b\u200b" * 500_000,
    "e\u0316\u0301" * 333_000,
    "\u0301" * 10**6,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:12]))
def test_reads_a_hostile_megabyte_in_linear_time(typed):
    started = time.process_time()
    find_hashtags(typed)
    find_mentions(typed)
    find_urls(typed)
    html(typed)
    normalize_name(typed)
    with pytest.raises(TextRefused):
        clean_text(typed, max_length=5000)
    assert time.process_time() - started < 10  # quadratic would be hours
