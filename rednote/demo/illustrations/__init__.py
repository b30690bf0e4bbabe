"""The demo's pictures: `draw` a scene by its name, in a palette and a hand that the seed picks."""

from collections.abc import Callable
from random import Random

from PIL import Image

from . import baking, cats, dogs, drinks, food, gadgets, gardens, interiors, landscapes, objects, orchard, people, towns, wardrobe, water
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
