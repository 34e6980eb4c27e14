"""Makes docs/images/letter.png, the picture in the README: the first page of a letter, on a page with a soft shadow.

Needs pdftoppm (poppler-utils). The letter's date is fixed, so that the picture changes only when the letter does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

TARGET = Path(__file__).parent.parent / "docs" / "images" / "letter.png"
DATE = "2026-12-10"
RESOLUTION = 110
MARGIN = 18
MAX_BYTES = 250_000


def first_page(folder: Path) -> Image.Image:
    """The first page of the letter to the foreign minister of China."""
    letter = folder / "letter.pdf"
    command = [sys.executable, "-m", "nkadvocate", "letter", "prc-foreign-minister", "--date", DATE, "-o", str(letter)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    picture = folder / "page"
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-singlefile", "-png", str(letter), str(picture)], check=True)
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
    with tempfile.TemporaryDirectory() as folder:
        picture = framed(first_page(Path(folder))).quantize(48, dither=Image.Dither.NONE)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    print(f"{TARGET}: {picture.width} × {picture.height}, {size:,} bytes")
    if size > MAX_BYTES:
        print(f"more than {MAX_BYTES:,} bytes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
