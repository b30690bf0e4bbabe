"""The interests a person can pick on arrival: their tiles, their hashtags, the channel they belong to."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from posts.channels import Channel


class Interest(NamedTuple):
    """`hashtags` are identities (NFKC, casefolded): notes that carry one of them match the interest."""

    label: str | Promise
    channel: Channel
    hashtags: tuple[str, ...]


INTERESTS = {
    "tea": Interest(_("Tea"), Channel.FOOD, ("tea", "茶", "お茶", "té")),
    "coffee": Interest(_("Coffee"), Channel.FOOD, ("coffee", "咖啡", "café", "コーヒー")),
    "cooking": Interest(_("Home cooking"), Channel.FOOD, ("cooking", "recipe", "家常菜", "cocina")),
    "baking": Interest(_("Baking"), Channel.FOOD, ("baking", "bread", "烘焙")),
    "streetfood": Interest(_("Street food"), Channel.FOOD, ("streetfood", "小吃")),
    "cats": Interest(_("Cats"), Channel.PETS, ("cats", "cattax", "猫", "猫税", "ねこ")),
    "dogs": Interest(_("Dogs"), Channel.PETS, ("dogs", "狗狗")),
    "hiking": Interest(_("Hiking"), Channel.OUTDOORS, ("hiking", "徒步", "senderismo")),
    "cycling": Interest(_("Cycling"), Channel.OUTDOORS, ("cycling", "骑行")),
    "running": Interest(_("Running"), Channel.FITNESS, ("running", "跑步")),
    "yoga": Interest(_("Yoga"), Channel.FITNESS, ("yoga", "瑜伽")),
    "gardening": Interest(_("Gardening"), Channel.HOME, ("gardening", "园艺")),
    "houseplants": Interest(_("Houseplants"), Channel.HOME, ("houseplants", "绿植")),
    "interiors": Interest(_("Rooms"), Channel.HOME, ("interiors", "家居")),
    "fashion": Interest(_("Outfits"), Channel.FASHION, ("ootd", "fashion", "穿搭")),
    "thrift": Interest(_("Second hand"), Channel.FASHION, ("thrift", "二手")),
    "skincare": Interest(_("Skincare"), Channel.BEAUTY, ("skincare", "护肤")),
    "books": Interest(_("Books"), Channel.BOOKS, ("books", "读书", "読書")),
    "study": Interest(_("Studying"), Channel.STUDY, ("studywithme", "study", "学习打卡")),
    "languages": Interest(_("Languages"), Channel.STUDY, ("languageexchange", "语言交换")),
    "photography": Interest(_("Photography"), Channel.PHOTOGRAPHY, ("photography", "摄影", "写真")),
    "film": Interest(_("Films"), Channel.CULTURE, ("film", "电影")),
    "travel": Interest(_("Travel"), Channel.TRAVEL, ("travel", "旅行", "viajes")),
    "crafts": Interest(_("Crafts"), Channel.CRAFTS, ("crafts", "手作")),
}
FEWEST = 3


def hashtags_of(slugs: list[str]) -> list[str]:
    return [name for slug in slugs if slug in INTERESTS for name in INTERESTS[slug].hashtags]


def concepts_of(hashtags: Iterable[str]) -> list[str]:
    """The interests that these hashtags name, in whatever language."""
    names = set(hashtags)
    return [slug for slug, interest in INTERESTS.items() if names.intersection(interest.hashtags)]
