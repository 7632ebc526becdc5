"""A tune for the demo's recording, drawn by arithmetic: nobody is heard in it."""

from __future__ import annotations

import io
import math
import struct
import wave

from mueang.apps.accounts.models import User
from mueang.apps.heritage.actions.tellings import add_telling
from mueang.apps.heritage.models import HeritageItem

RATE, NOTE_SECONDS = 8_000, 0.25
NOTES = (294, 330, 392, 440, 392, 330, 294, 294)


def tune() -> bytes:
    """Eight notes, each fading, as a WAV file of 32 kB."""
    n = int(RATE * NOTE_SECONDS)
    samples = [
        int(9_000 * (1 - place / n) * math.sin(2 * math.pi * hertz * place / RATE))
        for hertz in NOTES
        for place in range(n)
    ]
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return written.getvalue()


def let_be_heard(item: HeritageItem, *, actor: User) -> None:
    """The tune with its words; who tells it is the item's holder, named where they agreed."""
    add_telling(
        item=item,
        data=tune(),
        title_th="ทำนองเปิดวงรองเง็ง (เสียงสมมติ)",
        title_en="The tune that opens a Rong Ngeng evening (invented)",
        words_th="ทำนองสั้นแปดตัวโน้ต ไล่ขึ้นสี่เสียงแล้วลงกลับที่เดิม ใช้เรียกผู้เต้นเข้าวง (ข้อมูลสมมติสำหรับการสาธิต)",
        words_en="Eight short notes, four up and back down again; they call the dancers in. (Invented for the demo.)",
        holder=item.holders.first(),
        actor=actor,
    )
