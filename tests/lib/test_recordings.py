"""Sound recordings: known by what they are, without where and by whom they were made."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from factories.sounds import a_wav, an_m4a, an_mp3
from mueang.lib.recordings import LARGEST_BYTES, RecordingError, forget, keep, prepare, read_kept


def test_each_kind_is_known_by_what_it_is_and_loses_what_tells_of_its_maker():
    for kind, made in (("mp3", an_mp3()), ("m4a", an_m4a()), ("wav", a_wav())):
        assert b"SomebodyAtHome" in made
        recording = prepare(made)
        assert recording.kind == kind
        assert b"SomebodyAtHome" not in recording.data
        assert prepare(recording.data) == recording


def test_what_is_heard_stays():
    told = []
    for data in (a_wav(), prepare(a_wav()).data):
        with wave.open(io.BytesIO(data)) as sound:
            told.append((sound.getparams(), sound.readframes(9_999)))
    assert told[0] == told[1]
    assert len(prepare(an_m4a()).data) == len(an_m4a())
    assert prepare(an_m4a()).data.endswith(b"sound-itself")
    assert prepare(an_mp3()).data[:2] == b"\xff\xfb"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (bytes(LARGEST_BYTES + 1), "too_large"),
        (b"<script>alert(1)</script>", "no_recording"),
        (b"ID3" + bytes(5), "no_recording"),
        (b"\xff\xfb\x90\x00" + bytes(90), "no_recording"),
        (an_m4a(handler=b"vide"), "no_recording"),
        (an_m4a()[:40], "no_recording"),
        (struct.pack(">I4s", 0, b"ftyp"), "no_recording"),
        (struct.pack(">I4s", 3, b"ftyp") + bytes(9), "no_recording"),
        (struct.pack(">I4s", 8, b"ftyp") + struct.pack(">I4s", 0, b"moov") * 9_000, "no_recording"),
        (b"RIFF\x04\x00\x00\x00WAVE", "no_recording"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff", "no_recording"),
        (b"%PDF-1.7 audio.mp3", "no_recording"),
    ],
)
def test_what_is_no_recording_is_refused(data, code):
    with pytest.raises(RecordingError) as refused:
        prepare(data)
    assert refused.value.code == code


def test_a_file_is_kept_once_read_by_its_name_alone_and_forgotten(tmp_path):
    recording = prepare(an_mp3())
    keep(recording, folder=tmp_path)
    keep(recording, folder=tmp_path)

    assert read_kept(recording.name, folder=tmp_path) == recording.data
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    for name in ("../" + recording.name, "x" * 40 + ".mp3", "0" * 40 + ".mp3", recording.name.replace("mp3", "exe")):
        assert read_kept(name, folder=tmp_path) is None
        forget(name, folder=tmp_path)
    forget(recording.name, folder=tmp_path)
    assert read_kept(recording.name, folder=tmp_path) is None
