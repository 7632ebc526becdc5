"""Makes one photograph small in a process of its own, which a hostile file may bring down without harm to anyone.

Started by path, so it imports nothing of ours: the picture on standard input, JSON on standard output.
"""

import base64
import io
import json
import sys
from typing import BinaryIO, TypedDict

from PIL import Image, ImageOps

WIDTHS = (1280, 640, 320)
TOO_MANY_PIXELS = 3
_MOST_PIXELS = 50_000_000
_MEMORY_BYTES = 1_500_000_000
_SECONDS = 45
_QUALITY = 78
_FORMATS = ("JPEG", "PNG", "WEBP")


class Made(TypedDict):
    """Base64 by width, and the size of the widest."""

    width: int
    height: int
    files: dict[str, str]


def main(source: BinaryIO, target: BinaryIO, *, side: int = 0) -> int:
    """Write the made files, or with a `side` one square of so many pixels.

    Exit status 1 for what is no picture, 3 for one of too many pixels.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is unpacked
    try:
        with Image.open(io.BytesIO(source.read()), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return TOO_MANY_PIXELS
            made = square_of(picture, side) if side else made_of(picture)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError):
        return 1
    target.write(json.dumps(made).encode())
    return 0


def made_of(picture: Image.Image) -> Made:
    """Upright, on white, in each width the picture is wide enough for; always in one at least."""
    largest = max(WIDTHS)
    plain = _plain(picture, largest)
    widest = min(plain.width, largest)
    files = {width: _in_width(plain, width) for width in {widest, *(w for w in WIDTHS if w < widest)}}
    height = max(1, round(plain.height * widest / plain.width))
    return Made(width=widest, height=height, files={str(width): text for width, text in files.items()})


def square_of(picture: Image.Image, side: int) -> Made:
    """Its middle, upright and on white, `side` pixels wide and high."""
    square = ImageOps.fit(_plain(picture, side), (side, side), Image.Resampling.LANCZOS)
    return Made(width=side, height=side, files={str(side): _in_width(square, side)})


def _plain(picture: Image.Image, largest: int) -> Image.Image:
    # A camera's file is unpacked at a quarter of its size where that is enough: a tenth of the time.
    picture.draft("RGB", (largest * 2, largest * 2))
    upright = ImageOps.exif_transpose(picture)
    return _on_white(upright) if upright.has_transparency_data else upright.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    plain = Image.new("RGB", picture.size, "white")
    drawn = picture.convert("RGBA")
    plain.paste(drawn, mask=drawn.getchannel("A"))
    return plain


def _in_width(picture: Image.Image, width: int) -> str:
    """A new picture holds its pixels and nothing else: no place, no time, no name of a camera."""
    height = max(1, round(picture.height * width / picture.width))
    written = io.BytesIO()
    picture.resize((width, height), Image.Resampling.LANCZOS).save(written, "WEBP", quality=_QUALITY, method=4)
    return base64.b64encode(written.getvalue()).decode()


def limit_own_process() -> None:
    """Ask the system to refuse this process too much memory and time; Windows has no such call."""
    if sys.platform != "win32":
        import resource  # only where it exists

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    limit_own_process()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer, side=int(sys.argv[1]) if len(sys.argv) > 1 else 0))
