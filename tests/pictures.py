"""Pictures that tests make: honest ones, and bombs whose bytes are few."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

ORIENTATION, CAMERA, GPS = 0x0112, 0x010F, 0x8825


def picture(width=1600, height=900, kind="JPEG", *, orientation=1, mode="RGB", **given):
    """A picture of a gradient, its left half bright red, with a camera, a place and a comment in its metadata."""
    shown = Image.linear_gradient("L").resize((width, height)).convert(mode)
    if mode == "RGB":
        shown.paste((230, 20, 20), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = orientation, "CANARY camera"
    exif.get_ifd(GPS)[2] = (60.0, 23.0, 32.0)
    written = BytesIO()
    shown.save(
        written, kind, **({"exif": exif} if kind != "GIF" else {}) | ({"comment": b"CANARY comment"} if kind == "JPEG" else {}) | given
    )
    return written.getvalue()


def moving(width=400, height=300):
    """A GIF of two frames: red, then blue."""
    frames = [Image.new("RGB", (width, height), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], duration=100)
    return written.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of few bytes that would take gigabytes to read."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width * 3 + 1)) for _ in range(50)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, rows, b"")))


def wordy_bomb():
    """A small PNG whose comment unfolds to a gigabyte."""
    text = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    head = struct.pack(">IIBBBBB", 300, 300, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(300 * 901))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"zTXt", b"IDAT", b"IEND"), (head, text, rows, b"")))


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>"""
