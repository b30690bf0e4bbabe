"""The pictures of the demo notes: drawn by the site's own hand, or taken from a folder of photos."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

from PIL import Image
from pillow_heif import register_heif_opener

from posts.channels import Channel
from rednote.demo import illustrations
from rednote.demo.texts import NoteText, World

QUALITY = 90
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".gif"}
# What folders of photos are called, where it is not the name of a channel.
FOLDERS = {"interiors": Channel.HOME, "landscape": Channel.OUTDOORS, "people": Channel.CULTURE}

# For people who cannot see the drawings.
ALTS = {
    "bicycle": "Drawing of a bicycle.",
    "books": "Drawing of a pile of books.",
    "bottle": "Drawing of bottles and jars on a shelf.",
    "bowl": "Drawing of a bowl of food.",
    "bread": "Drawing of bread, fresh from the oven.",
    "bridge": "Drawing of a bridge over water.",
    "camera": "Drawing of a camera.",
    "cat": "Drawing of a cat.",
    "ceramics": "Drawing of handmade cups and vases.",
    "city": "Drawing of houses in a city.",
    "clothes": "Drawing of clothes on a rail.",
    "coffee": "Drawing of a cup of coffee.",
    "desk": "Drawing of a desk with a lamp and papers.",
    "dog": "Drawing of a dog.",
    "filmreel": "Drawing of a film reel.",
    "flowers": "Drawing of flowers in a vase.",
    "forest": "Drawing of a forest.",
    "fruit": "Drawing of fruit.",
    "garden": "Drawing of garden beds.",
    "lamp": "Drawing of a lamp that lights a corner.",
    "letters": "Drawing of letters of many scripts.",
    "lighthouse": "Drawing of a lighthouse by the sea.",
    "market": "Drawing of market stalls.",
    "mirror": "Drawing of a mirror.",
    "mountain": "Drawing of mountains.",
    "night": "Drawing of a landscape at night.",
    "notebook": "Drawing of an open notebook.",
    "picnic": "Drawing of a picnic.",
    "plant": "Drawing of a plant in its pot.",
    "pot": "Drawing of a pot on the stove.",
    "rain": "Drawing of a rainy day.",
    "room": "Drawing of a room.",
    "runner": "Drawing of somebody running.",
    "sea": "Drawing of the sea.",
    "suitcase": "Drawing of a suitcase.",
    "tea": "Drawing of a pot and cups of tea.",
    "train": "Drawing of a train.",
    "window": "Drawing of a view from a window.",
    "yarn": "Drawing of yarn and needles.",
    "yoga": "Drawing of somebody on a yoga mat.",
}

Picture = tuple[bytes, str]


def seed_of(note: NoteText, index: int) -> int:
    return crc32(f"{note.key}:{index}".encode())


def drawn(note: NoteText, index: int) -> Picture:
    """One picture of a note as a file, and its description."""
    seed = seed_of(note, index)
    image = illustrations.draw(note.scene, seed, illustrations.drawing_size(seed))
    return encoded(image), ALTS[note.scene]


def portrait(handle: str) -> bytes:
    return encoded(illustrations.portrait(crc32(handle.encode())))


def encoded(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


class PhotoFolder:
    """Photos of somebody's own, one subfolder a channel; other folders, and files of no folder, suit any channel."""

    def __init__(self, folder: Path, world: World, say: Callable[[str], None]) -> None:
        register_heif_opener()
        self.say = say
        self.unreadable: set[Path] = set()
        self.files: dict[str, list[Path]] = {}
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                name = path.relative_to(folder).parts[0].lower()
                channel = FOLDERS.get(name, name)
                self.files.setdefault(channel if channel in Channel.values else "", []).append(path)
        # Each picture of the world has its place in the folder of its channel, whatever is loaded first.
        self.places: dict[tuple[str, int], int] = {}
        taken: dict[str, int] = {}
        for note in world.notes.values():
            for index in range(note.photos):
                self.places[note.key, index] = taken.get(note.channel, 0)
                taken[note.channel] = self.places[note.key, index] + 1

    def picture(self, note: NoteText, index: int) -> Picture:
        """A photo of the note's channel as it lies in the folder; a drawing where there is none."""
        place = self.places[note.key, index]
        for path in self._in_turn(self.files.get(note.channel) or self.files.get("", []), place):
            if path not in self.unreadable and self._can_read(path):
                return path.read_bytes(), ""
        return drawn(note, index)

    def _in_turn(self, files: list[Path], start: int) -> Iterator[Path]:
        for i in range(len(files)):
            yield files[(start + i) % len(files)]

    def _can_read(self, path: Path) -> bool:
        try:
            with Image.open(path) as image:
                image.draft("RGB", (480, 480))
                image.load()
        except Exception as error:  # damaged files fail in as many ways as there are formats
            self.unreadable.add(path)
            self.say(f"Skipped {path.name}: {error}")
            return False
        return True
