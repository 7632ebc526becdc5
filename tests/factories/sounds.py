"""Sound files of a few bytes, each with a tag that says where it was made; all of it invented."""

from __future__ import annotations

import io
import struct
import wave

SAID = b"SomebodyAtHome"


def a_wav() -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(range(200)))
    body = written.getvalue() + b"LIST" + struct.pack("<I", len(SAID)) + SAID
    return b"RIFF" + struct.pack("<I", len(body) - 8) + body[8:]


def an_mp3(n_frames: int = 4) -> bytes:
    """Frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes each."""
    tag = b"TIT2" + SAID
    head = b"ID3\x04\x00\x00" + bytes((0, 0, 0, len(tag))) + tag
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * n_frames + b"TAG" + SAID.ljust(125, b"\0")


def an_m4a(*, handler: bytes = b"soun") -> bytes:
    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(body), name) + body

    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))) + box(b"udta", SAID))
    wide = struct.pack(">I4sQ", 1, b"mdat", 16 + 12) + b"sound-itself"
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100)) + track + box(b"udta", SAID)) + wide
