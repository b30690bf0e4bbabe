"""The demo's pictures: `draw` a scene by its name, in a palette and a hand that the seed picks."""

from collections.abc import Callable
from random import Random

from PIL import Image

from . import baking, cats, dogs, drinks, food, gadgets, gardens, interiors, landscapes, objects, orchard, people, portraits, towns, wardrobe, water
from .canvas import Canvas
from .palettes import PALETTES
from .styles import STYLES, WEIGHTS

SCENES: dict[str, Callable[[Canvas], None]] = {
    "tea": drinks.tea,
    "coffee": drinks.coffee,
    "pot": food.pot,
    "bread": baking.bread,
    "bowl": food.bowl,
    "fruit": orchard.fruits,
    "picnic": orchard.picnic,
    "cat": cats.cat,
    "dog": dogs.dog,
    "room": interiors.room,
    "lamp": interiors.lamp,
    "window": interiors.windows,
    "desk": interiors.desk,
    "mirror": interiors.mirror,
    "garden": gardens.garden,
    "plant": gardens.plants,
    "flowers": gardens.flowers,
    "bottle": objects.bottle,
    "books": objects.books,
    "letters": objects.letters,
    "ceramics": objects.ceramics,
    "camera": gadgets.camera,
    "filmreel": gadgets.filmreel,
    "suitcase": gadgets.suitcase,
    "yarn": gadgets.yarn,
    "notebook": gadgets.notebook,
    "market": towns.market,
    "city": towns.city,
    "rain": towns.rain,
    "train": towns.train,
    "bicycle": people.bicycle,
    "runner": people.runner,
    "yoga": people.yoga,
    "clothes": wardrobe.clothes,
    "mountain": landscapes.mountain,
    "forest": landscapes.forest,
    "sea": water.sea,
    "lighthouse": water.lighthouse,
    "bridge": water.bridge,
    "night": water.night,
}
SIZES = {(1080, 1440): 6, (1080, 1350): 3, (1080, 1080): 3, (1350, 1080): 1, (1440, 1080): 1}


# interest: scene, seed, hand, palette. Chosen by eye; calm hands, so that the files stay small.
INTERESTS: dict[str, tuple[str, int, str, str]] = {
    "tea": ("tea", 3, "flat", "matcha"),
    "coffee": ("coffee", 1, "flat", "terracotta"),
    "cats": ("cat", 5, "flat", "apricot morning"),
    "dogs": ("dog", 2, "flat", "riviera"),
    "hiking": ("mountain", 2, "flat", "fjord"),
    "cycling": ("bicycle", 1, "flat", "citrus"),
    "running": ("runner", 1, "flat", "dusk"),
    "yoga": ("yoga", 1, "flat", "heather"),
    "cooking": ("pot", 1, "flat", "cherry soda"),
    "baking": ("bread", 1, "flat", "wheat field"),
    "streetfood": ("market", 1, "flat", "midnight"),
    "gardening": ("garden", 1, "flat", "pistachio"),
    "houseplants": ("plant", 1, "flat", "lagoon"),
    "interiors": ("room", 1, "flat", "rose clay"),
    "fashion": ("clothes", 1, "flat", "blue willow"),
    "thrift": ("clothes", 2, "flat", "mustard"),
    "skincare": ("bottle", 1, "flat", "plum blossom"),
    "books": ("books", 1, "flat", "tea house"),
    "study": ("desk", 1, "flat", "nordic"),
    "languages": ("letters", 1, "flat", "tropics"),
    "photography": ("camera", 1, "flat", "autumn"),
    "film": ("filmreel", 1, "flat", "cherry dusk"),
    "travel": ("suitcase", 1, "flat", "glacier"),
    "crafts": ("yarn", 1, "flat", "lichen"),
}


def drawing_size(seed: int) -> tuple[int, int]:
    """One of the photo shapes, upright more often than not."""
    return Random(f"size:{seed}").choices(list(SIZES), list(SIZES.values()))[0]


def draw(scene: str, seed: int, size: tuple[int, int], *, style: str | None = None, palette: str | None = None) -> Image.Image:
    """The scene as somebody would draw it: the same seed, the same picture."""
    rng = Random(f"{scene}:{seed}")
    palette_name, style_name = rng.choice(list(PALETTES)), rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    canvas = Canvas(size, rng, PALETTES[palette or palette_name], STYLES[style or style_name])
    SCENES[scene](canvas)
    return canvas.finished()


def tile(interest: str) -> Image.Image:
    """The picture of one interest, always the same."""
    scene, seed, style, palette = INTERESTS[interest]
    return draw(scene, seed, (480, 480), style=style, palette=palette)


def portrait(seed: int, size: int = 512) -> Image.Image:
    """An avatar: a face mostly, now and then a cat, a plant, a cup."""
    rng = Random(f"portrait:{seed}")
    palette, style = rng.choice(list(PALETTES.values())), rng.choices(list(portraits.HANDS), list(portraits.HANDS.values()))[0]
    canvas = Canvas((size, size), rng, palette, STYLES[style])
    portraits.subject(canvas)
    return canvas.finished()
