"""The pictures of the interests on the welcome page: `python -m rednote.demo.illustrations.tiles` writes static/img/interests/*.webp."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from . import INTERESTS, tile

FOLDER = Path(__file__).resolve().parents[3] / "static" / "img" / "interests"
LIMIT = 12 * 1024


def encoded(image: Image.Image) -> bytes:
    """WebP at the best quality that stays within the limit."""
    for quality in range(88, 20, -4):
        buffer = BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= LIMIT:
            break
    return buffer.getvalue()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for interest in INTERESTS:
        data = encoded(tile(interest))
        (FOLDER / f"{interest}.webp").write_bytes(data)
        print(f"{interest}.webp {len(data)}")


if __name__ == "__main__":
    main()
