"""Makes the pictures of docs/images: the first pages of a letter and of a briefing, each with a soft shadow.

Needs pdftoppm (poppler-utils). The date is fixed, so that a picture changes only when its document does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

IMAGES = Path(__file__).parent.parent / "docs" / "images"
COMMANDS = {"letter": ["letter", "prc-foreign-minister"], "briefing": ["briefing"]}
DATE = "2026-12-10"
RESOLUTION = 110
MARGIN = 18
MAX_BYTES = 250_000


def first_page(command: list[str], folder: Path) -> Image.Image:
    """The first page of what the command writes."""
    document = folder / "document.pdf"
    words = [sys.executable, "-m", "nkadvocate", *command, "--date", DATE, "-o", str(document)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    picture = folder / "page"
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-singlefile", "-png", str(document), str(picture)], check=True)
    with Image.open(picture.with_suffix(".png")) as page:
        return page.convert("RGB")


def framed(page: Image.Image) -> Image.Image:
    """The page with a thin border and a soft shadow, so that white shows on white."""
    width, height = page.size
    size = (width + 2 * MARGIN, height + 2 * MARGIN)
    box = (MARGIN, MARGIN, MARGIN + width - 1, MARGIN + height - 1)
    shadow = Image.new("L", size, 0)
    ImageDraw.Draw(shadow).rectangle((box[0], box[1] + 3, box[2], box[3] + 3), fill=70)
    shadow = shadow.filter(ImageFilter.GaussianBlur(MARGIN / 3))
    sheet = Image.composite(Image.new("RGB", size, "#1f3a5f"), Image.new("RGB", size, "#ffffff"), shadow)
    sheet.paste(page, (MARGIN, MARGIN))
    ImageDraw.Draw(sheet).rectangle(box, outline="#c9ced4")
    return sheet


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    too_large = False
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            picture = framed(first_page(command, Path(folder))).quantize(48, dither=Image.Dither.NONE)
        target = IMAGES / f"{name}.png"
        picture.save(target, optimize=True)
        size = target.stat().st_size
        print(f"{target}: {picture.width} × {picture.height}, {size:,} bytes")
        if size > MAX_BYTES:
            print(f"more than {MAX_BYTES:,} bytes", file=sys.stderr)
            too_large = True
    return int(too_large)


if __name__ == "__main__":
    sys.exit(main())
