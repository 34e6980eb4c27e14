"""What is found in pictures, and the same pictures without it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from auditing.files import jpeg
from nkadvocate.auditing import pictures
from nkadvocate.auditing.pictures import examine_picture, strip_picture
from nkadvocate.problems import ProblemsError


def kinds(data: bytes) -> set[str]:
    return {finding.kind for finding in examine_picture(data, "logo").findings}


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def png(mode: str = "RGB", **options: Any) -> bytes:
    picture = Image.linear_gradient("L").resize((32, 16)).convert(mode)
    picture.save(out := io.BytesIO(), "PNG", **options)
    return out.getvalue()


def with_text() -> PngImagePlugin.PngInfo:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Kim")
    told.add_itxt("XML:com.adobe.xmp", "<x/>")
    return told


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def exif(**tags: int) -> bytes:
    told = Image.Exif()
    told[0x0110] = "Camera of Kim"
    told[0x0112] = tags.get("orientation", 1)
    return told.tobytes()


def test_a_plain_picture_gives_nothing_away_and_stays_as_it_is() -> None:
    for data in (png(), png("P"), png("RGBA"), png(dpi=(300, 300)), jpeg()):
        assert kinds(data) == set()
        assert strip_picture(data) == data


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(pnginfo=with_text()), {"picture text", "XMP"}),
        (png(exif=exif()), {"EXIF"}),
        (png()[:-12] + chunk(b"tIME", bytes(7)) + png()[-12:], {"clock time"}),
        (png()[:-12] + chunk(b"prVt", b"Kim") + png()[-12:], {"picture metadata"}),
        (png() + b"PK\x03\x04 a whole archive", {"hidden bytes"}),
        (jpeg(make="Kim's phone"), {"EXIF"}),
        (jpeg(gps=True), {"GPS"}),
        (jpeg() + b"a film", {"hidden bytes"}),
        (jpeg()[:2] + b"\xff\xfe\x00\x05Kim" + jpeg()[2:], {"picture text"}),
        (jpeg()[:2] + b"\xff\xed\x00\x05Kim" + jpeg()[2:], {"picture metadata"}),
        (jpeg()[:2] + b"\xff\xe1\x00\x20http://ns.adobe.com/xap/1.0/\0\0" + jpeg()[2:], {"XMP"}),
    ],
)
def test_what_is_no_pixel_is_found_and_goes(data: bytes, kind: set[str]) -> None:
    assert kinds(data) == kind
    clean = strip_picture(data)
    assert kinds(clean) == set()
    assert opened(clean).tobytes() == opened(data).tobytes()
    assert b"Kim" not in clean
    assert strip_picture(clean) == clean


def test_what_the_camera_says_of_itself_is_told() -> None:
    [found] = examine_picture(jpeg(make="Kim's phone"), "photo.jpg").findings
    assert str(found) == "photo.jpg: EXIF: make Kim's phone"


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_that_is_to_be_turned_is_turned(orientation: int) -> None:
    turned = opened(strip_picture(jpeg(orientation=orientation)))
    assert turned.size == ((40, 20) if orientation < 5 else (20, 40))
    assert kinds(strip_picture(jpeg(orientation=orientation))) == set()
    corners = {2: (38, 2), 3: (38, 18), 4: (2, 18), 5: (2, 2), 6: (18, 2), 7: (18, 38), 8: (2, 38)}
    red, _, blue = turned.getpixel(corners[orientation])
    assert blue > red


def test_a_png_that_is_to_be_turned_is_turned() -> None:
    clean = strip_picture(png(exif=exif(orientation=6)))
    assert opened(clean).size == (16, 32)
    assert kinds(clean) == set()


def test_colours_stay_what_they_were_when_their_profile_goes() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"s\0R\0G\0B", b"K\0i\0m\0s")
    for data in (png(icc_profile=lab.replace(b"sRGB", b"Kims")), png(icc_profile=lab)):
        assert kinds(data) == {"colour profile"}
        clean = strip_picture(data)
        assert kinds(clean) == set()
        pairs = zip(opened(clean).tobytes(), opened(data).tobytes(), strict=True)
        assert max(abs(after - before) for after, before in pairs) <= 2


def test_a_bomb_of_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(ProblemsError, match="million pixels"):
        strip_picture(png())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        png()[:40],
        jpeg()[:200],
        b"GIF89a",
        jpeg()[:2] + b"\xff\xd9" + jpeg()[2:],
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="picture"):
        strip_picture(data)


def test_the_pictures_that_ship_give_nothing_away() -> None:
    for file in (Path(__file__).parents[2] / "docs" / "images").glob("*.png"):
        assert kinds(file.read_bytes()) == set()
