"""Makes the pictures of docs/images: first pages of a letter and a briefing, and pieces of the example's letter.

Needs pdftoppm (poppler-utils) and, for the Word document, soffice (LibreOffice). The date is fixed, so that a picture
changes only when its document does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

IMAGES = Path(__file__).parent.parent / "docs" / "images"
COMMANDS = {"letter": ["letter", "prc-foreign-minister"], "briefing": ["briefing"]}
DATE = "2026-12-10"
RESOLUTION = 110
MARGIN = 18
MAX_BYTES = 250_000
EXAMPLE = ["letter", "cz-foreign-minister", "--campaign", "joint-letter-example"]
PIECES = {
    "letterhead": (1, 0.04, 0.228),
    "opening": (1, 0.305, 0.46),
    "demand": (2, 0.25, 0.455),
    "signatures": (2, 0.485, 0.625),
}
"""Of the example's letter: the page, and where the piece begins and ends, as shares of its height."""


def first_page(command: list[str], folder: Path) -> Image.Image:
    """The first page of what the command writes."""
    document = folder / "document.pdf"
    words = [sys.executable, "-m", "nkadvocate", *command, "--date", DATE, "-o", str(document)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    picture = folder / "page"
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-singlefile", "-png", str(document), str(picture)], check=True)
    with Image.open(picture.with_suffix(".png")) as page:
        return page.convert("RGB")


def pages(document: Path) -> list[Image.Image]:
    subprocess.run(
        ["pdftoppm", "-r", str(RESOLUTION), "-png", str(document), str(document.with_suffix(""))], check=True
    )
    return [Image.open(page).convert("RGB") for page in sorted(document.parent.glob(f"{document.stem}-*.png"))]


def example_pictures(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Pieces of the example's letter, and its first page as PDF and, beside it, as a Word document."""
    for form in ("pdf", "docx"):
        words = [sys.executable, "-m", "nkadvocate", *EXAMPLE, "--date", DATE, "-o", str(folder / f"letter.{form}")]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    printed = pages(folder / "letter.pdf")
    for name, (number, top, bottom) in PIECES.items():
        whole = printed[number - 1]
        yield name, framed(whole.crop((0, int(whole.height * top), whole.width, int(whole.height * bottom))))
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    convert = ["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", str(folder / "word")]
    subprocess.run([*convert, str(folder / "letter.docx")], check=True, stdout=subprocess.DEVNULL)
    both = [framed(page).reduce(2) for page in (printed[0], pages(folder / "word" / "letter.pdf")[0])]
    sheet = Image.new("RGB", (sum(page.width for page in both), both[0].height), "#ffffff")
    for number, one in enumerate(both):
        sheet.paste(one, (number * both[0].width, 0))
    yield "word-and-css", sheet


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


def pictures() -> Iterator[tuple[str, Image.Image]]:
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            yield name, framed(first_page(command, Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        yield from example_pictures(Path(folder))


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    too_large = False
    for name, picture in pictures():
        target = IMAGES / f"{name}.png"
        picture.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
        size = target.stat().st_size
        print(f"{target}: {picture.width} × {picture.height}, {size:,} bytes")
        if size > MAX_BYTES:
            print(f"more than {MAX_BYTES:,} bytes", file=sys.stderr)
            too_large = True
    return int(too_large)


if __name__ == "__main__":
    sys.exit(main())
