"""A stranger's picture made small and harmless: decoded, turned upright, scaled, and written anew without anything but its pixels.

Image decoders are large programs in C that read what anybody may send, so this runs in a process of its own
(``isolate``), with limits of time and memory and no secret in its environment. What comes out holds no place, camera,
author, thumbnail or comment of what went in. Of a moving picture the first frame stays. JPEG, PNG, WebP and GIF are
read and nothing else: SVG is a program, and the rarer formats of Pillow are the ones with the holes.

Pillow is the extra ``pictures``. Sources: Exif 2.32 (orientation), ITU-T T.81 (JPEG), W3C PNG.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from digest.errors import ParseError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
"""Of what came in; larger than any news picture, and 160 MB in memory."""
MAX_WIDTH, MAX_HEIGHT = 1_280, 1_600
"""Of what goes out: twice the 640 px of the column, for dense screens."""
MAX_BYTES = 150_000
"""Of what goes out."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITIES = (82, 74, 66)
_SMALLER = 0.8
_STEPS = 8
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_OPAQUE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """A picture as it is shown: size in pixels, and the file's content with its ending."""

    ending: str
    """``jpg`` or ``png``."""
    width: int
    height: int
    content: bytes


def shrink(body: bytes) -> Shrunk:
    """The picture in ``body``, made small; raises ``ParseError`` with the reason when it cannot be shown."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - an extra, and slow to load

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)  # of odd metadata, which is not kept
            with Image.open(BytesIO(body), formats=FORMATS) as picture:
                return _written(_scaled(picture))
    except ParseError:
        raise
    except UnidentifiedImageError as error:
        raise ParseError("what came is no JPEG, PNG, WebP or GIF") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ParseError(f"the picture has more than {MAX_PIXELS:,} pixels") from error
    except MemoryError:
        raise  # the process says it in its own words
    except Exception as error:  # a hostile file reaches errors of the library nobody listed; it must harm only itself
        raise ParseError("the picture is broken", cause=f"{type(error).__name__}: {error}"[:200]) from error


def _scaled(picture: Image) -> Image:
    """Upright, within the largest size, in grey, RGB or RGBA of the one colour space that screens agree on."""
    from PIL import ImageOps  # noqa: PLC0415 - as above

    is_on_its_side = picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    if picture.mode not in {"L", "RGB", "CMYK"}:  # those are scaled while they are read
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((MAX_HEIGHT, MAX_WIDTH) if is_on_its_side else (MAX_WIDTH, MAX_HEIGHT), reducing_gap=2.0)
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    return upright.convert("RGB") if upright.mode == "CMYK" else upright


def _in_srgb(picture: Image) -> Image:
    """The same colours without the profile that explains them; a profile that is no good is left out."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _written(picture: Image) -> Shrunk:
    """The smallest loss that fits: transparent ones as PNG where that is small enough, all else as JPEG."""
    is_transparent = picture.mode == "RGBA" and min(picture.getchannel("A").tobytes()) < _OPAQUE
    if is_transparent and len(content := _png(picture)) <= MAX_BYTES:
        return Shrunk(ending="png", width=picture.width, height=picture.height, content=content)
    picture = _flat(picture)
    for _ in range(_STEPS):
        for quality in _QUALITIES:
            if len(content := _jpeg(picture, quality)) <= MAX_BYTES:
                return Shrunk(ending="jpg", width=picture.width, height=picture.height, content=content)
        picture = picture.resize((max(round(picture.width * _SMALLER), 1), max(round(picture.height * _SMALLER), 1)))
    raise ParseError("the picture cannot be made small enough")


def _flat(picture: Image) -> Image:
    """Its pixels alone, on white."""
    from PIL import Image  # noqa: PLC0415 - as above

    flat = Image.new("L" if picture.mode == "L" else "RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return flat


def _jpeg(picture: Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()


def _png(picture: Image) -> bytes:
    from PIL import Image  # noqa: PLC0415 - as above

    written = BytesIO()
    Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(written, "PNG", optimize=True)
    return written.getvalue()


def answer_to(_question: bytes, document: bytes) -> tuple[str, bytes]:
    """For a process of ``isolate``: kind and content, which is the error's words, or a line of JSON and the file."""
    try:
        made = shrink(document)
    except ParseError as error:
        return "error", str(error).encode()
    head = {"ending": made.ending, "width": made.width, "height": made.height}
    return "picture", json.dumps(head).encode() + b"\n" + made.content
