"""Two texts ..."""

import numpy as np

from rednote.lib import shingles

RECIPE = (
    "This is the recipe of my grandmother: take two cups of flour, one egg, a pinch of salt and a lot of love, knead it"
    " for ten minutes and let it rest under a towel in a warm place until it has doubled."
)
BREAD = (
    "今天第一次做欧包，面粉三百克，水两百克，酵母三克，盐五克，揉到出膜，"
    "室温发酵一个半小时，烤箱两百二十度烤二十五分钟。"
)


def signature(text: str):
    return shingles.signature(shingles.shingles(text))


def test_share_most_of_their_shingles_when_one_is_the_other_with_a_few_changes():
    for text, changed in ((RECIPE, RECIPE.replace("two cups", "3 cups")), (BREAD, BREAD.replace("三百克", "四百克"))):
        one, other = (
            shingles.shingles(each) for each in (text, changed.upper() + " Enjoy! #bread @alice https://a.example/b")
        )
        assert shingles.jaccard(one, other) > 0.7
        ours, theirs = signature(text), signature(changed)
        assert abs(np.mean(ours == theirs) - shingles.jaccard(one, other)) < 0.2
        assert set(shingles.bands(ours)) & set(shingles.bands(theirs))


def test_share_nothing_when_they_are_about_other_things():
    assert np.mean(signature(RECIPE) == signature(BREAD)) < 0.1
    assert not set(shingles.bands(signature(RECIPE))) & set(shingles.bands(signature(BREAD)))


def test_that_anybody_might_have_written_have_no_signature():
    for text in (
        "Happy new year to all of you, and good health!",
        "祝大家新年快乐，身体健康，万事如意！",
        "#tea " * 50,
        "",
    ):
        assert signature(text) is None


def test_have_the_same_signature_for_ever():
    # It is stored: another function would find nothing of what was kept before.
    assert signature(RECIPE)[:3].tolist() == [116310715, 523757410, 168789358]
    assert shingles.bands(signature(RECIPE))[:2] == [1006644170, 1616934114]
