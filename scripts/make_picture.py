"""Makes the pictures of docs/images: first pages of a letter and a briefing, and pieces of letters for the guide.

Needs pdftoppm and pdftotext (poppler-utils) and, for the Word document, soffice (LibreOffice). The date is fixed, so
that a picture changes only when its document does.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml
from PIL import Image, ImageDraw, ImageFilter

IMAGES = Path(__file__).parent.parent / "docs" / "images"
COMMANDS = {"letter": ["letter", "prc-foreign-minister"], "briefing": ["briefing"]}
DATE = "2026-12-10"
RESOLUTION = 110
MARGIN = 18
MAX_BYTES = 250_000
EXAMPLE = Path(__file__).parent.parent / "campaigns" / "joint-letter-example"
LOOK = ("design.yaml", "style.css", "base.docx")
OWN = ("sources", "evidence", "demands")
PIECES = {
    "opening": ((*LOOK, *OWN), "Forced returns of", "What is known"),
    "letterhead": ((*LOOK[1:], *OWN), None, "Minister of Foreign"),
    "demand": ((), "What we ask", "We would be grateful"),
    "signatures": ((), "Accept, Excellency", "Enclosures"),
}
"""For each step of the guide: what of the example's folder it does not have yet, how the first line of the piece
begins, and how the one below it."""
_WORDS = re.compile(r"<word [^>]*>(.*?)</word>")
_LINE = re.compile(r'<line \S+ yMin="(?P<top>[\d.]+)" \S+ yMax="(?P<bottom>[\d.]+)">(?P<words>.*?)</line>', re.DOTALL)


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


def step(folder: Path, without: Collection[str]) -> Path:
    """The example as it is before the step that adds what it is ``without``; until then one signs, with one logo."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(*without))
    if without:
        campaign = yaml.safe_load((folder / "campaign.yaml").read_text("utf-8"))
        del campaign["demands"], campaign["sender"]["tagline"], campaign["signatories"][1:]
        (folder / "campaign.yaml").write_text(yaml.safe_dump(campaign), "utf-8")
    if without and (folder / "design.yaml").exists():
        design = yaml.safe_load((folder / "design.yaml").read_text("utf-8"))
        del design["logos"][1:]
        (folder / "design.yaml").write_text(yaml.safe_dump(design), "utf-8")
    return folder


def example_letter(campaign: Path, document: Path) -> Path:
    """A letter of a campaign, as the format that the file's ending names."""
    words = ["letter", "cz-foreign-minister", "--campaign", str(campaign), "--date", DATE, "-o", str(document)]
    subprocess.run([sys.executable, "-m", "nkadvocate", *words], check=True, stdout=subprocess.DEVNULL)
    return document


def piece(document: Path, first: str | None, below: str) -> Image.Image:
    """The lines of a PDF from one that begins with ``first``, or from the top, to the one above ``below``."""
    told = subprocess.run(["pdftotext", "-bbox-layout", str(document), "-"], check=True, capture_output=True, text=True)
    for page, layout in zip(pages(document), told.stdout.split("<page ")[1:], strict=True):
        lines = [(" ".join(_WORDS.findall(line["words"])), line) for line in _LINE.finditer(layout)]
        begins = [line for text, line in lines if text.startswith(first or "")]
        ends = [line for text, line in lines if text.startswith(below)]
        if begins and ends:
            scale = RESOLUTION / 72
            top = float(begins[0]["top"]) * scale - MARGIN // 2 if first else RESOLUTION / 3
            inside = [line for _, line in lines if float(line["bottom"]) < float(ends[0]["top"])]
            bottom = max(float(line["bottom"]) for line in inside) * scale + MARGIN // 2
            return page.crop((0, round(top), page.width, round(bottom)))
    raise SystemExit(f"{document}: no page holds “{first}” and “{below}”")


def example_pictures(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Pieces of the example's letter as it grows, and its first page as PDF and, beside it, as a Word document."""
    for name, (without, first, below) in PIECES.items():
        letter = example_letter(step(folder / name, without), folder / f"{name}.pdf")
        yield name, framed(piece(letter, first, below))
    printed = pages(example_letter(EXAMPLE, folder / "letter.pdf"))
    example_letter(EXAMPLE, folder / "letter.docx")
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
