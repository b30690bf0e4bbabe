"""The demo's pictures: `draw` a scene by its name, in a palette and a hand that the seed picks."""

from collections.abc import Callable
from random import Random

from PIL import Image

from . import (
    baking,
    blossoms,
    crafts,
    drinks,
    food,
    gadgets,
    gardens,
    houseplants,
    interiors,
    landmarks,
    landscapes,
    nooks,
    objects,
    orchard,
    people,
    pets,
    picnics,
    portraits,
    reading,
    streets,
    towns,
    travel,
    wardrobe,
    water,
)
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
    "picnic": picnics.picnic,
    "cat": pets.cat,
    "dog": pets.dog,
    "room": interiors.room,
    "lamp": interiors.lamp,
    "window": nooks.windows,
    "desk": nooks.desk,
    "mirror": nooks.mirror,
    "garden": gardens.garden,
    "plant": houseplants.plants,
    "flowers": blossoms.flowers,
    "bottle": objects.bottle,
    "books": reading.books,
    "letters": reading.letters,
    "ceramics": objects.ceramics,
    "camera": gadgets.camera,
    "filmreel": gadgets.filmreel,
    "suitcase": travel.suitcase,
    "yarn": crafts.yarn,
    "notebook": crafts.notebook,
    "market": streets.market,
    "city": towns.city,
    "rain": streets.rain,
    "train": travel.train,
    "bicycle": people.bicycle,
    "runner": people.runner,
    "yoga": people.yoga,
    "clothes": wardrobe.clothes,
    "mountain": landscapes.mountain,
    "forest": landscapes.forest,
    "sea": water.sea,
    "lighthouse": landmarks.lighthouse,
    "bridge": landmarks.bridge,
    "night": landmarks.night,
}
SIZES = {(1080, 1440): 6, (1080, 1350): 3, (1080, 1080): 3, (1350, 1080): 1, (1440, 1080): 1}


# interest: scene, seed, hand, palette. Chosen by eye; calm hands, so that the files stay small.
INTERESTS: dict[str, tuple[str, int, str, str]] = {
    "tea": ("tea", 8, "flat", "matcha"),
    "coffee": ("coffee", 6, "flat", "terracotta"),
    "cats": ("cat", 7, "flat", "apricot morning"),
    "dogs": ("dog", 3, "flat", "riviera"),
    "hiking": ("mountain", 6, "flat", "fjord"),
    "cycling": ("bicycle", 7, "flat", "citrus"),
    "running": ("runner", 8, "flat", "dusk"),
    "yoga": ("yoga", 4, "flat", "heather"),
    "cooking": ("pot", 6, "flat", "cherry soda"),
    "baking": ("bread", 1, "flat", "wheat field"),
    "streetfood": ("market", 3, "flat", "midnight"),
    "gardening": ("garden", 6, "flat", "pistachio"),
    "houseplants": ("plant", 4, "flat", "lagoon"),
    "interiors": ("room", 9, "flat", "rose clay"),
    "fashion": ("clothes", 5, "flat", "blue willow"),
    "thrift": ("clothes", 3, "flat", "mustard"),
    "skincare": ("bottle", 7, "flat", "plum blossom"),
    "books": ("books", 10, "flat", "tea house"),
    "study": ("desk", 8, "flat", "nordic"),
    "languages": ("letters", 2, "flat", "tropics"),
    "photography": ("camera", 3, "flat", "autumn"),
    "film": ("filmreel", 8, "flat", "cherry dusk"),
    "travel": ("suitcase", 4, "flat", "glacier"),
    "crafts": ("yarn", 5, "flat", "lichen"),
}


def drawing_size(seed: int) -> tuple[int, int]:
    """One of the photo shapes, upright more often than not."""
    return Random(f"size:{seed}").choices(list(SIZES), list(SIZES.values()))[0]


def draw(
    scene: str, seed: int, size: tuple[int, int], *, style: str | None = None, palette: str | None = None
) -> Image.Image:
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
    palette, style = (
        rng.choice(list(PALETTES.values())),
        rng.choices(list(portraits.HANDS), list(portraits.HANDS.values()))[0],
    )
    canvas = Canvas((size, size), rng, palette, STYLES[style])
    portraits.subject(canvas)
    return canvas.finished()
