"""Old Excel files, whole and mistreated."""

import struct
from pathlib import Path

import pytest

from mueang.lib.workbook import Limits, WorkbookError, open_workbook
from mueang.lib.workbook.biff import survey_xls
from mueang.lib.workbook.compound import MAGIC, CompoundFile

GOLDEN = Path(__file__).parents[2] / "golden"
OFFICE = (GOLDEN / "office.xls").read_bytes()
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
NUMBER = struct.pack("<HH", 0x0203, 14)


def compound_file(*, name="Book", stream=b"", difat=False, first_mini=0, fat=None):
    """A container of one small stream: sectors FAT, directory, mini FAT, mini stream, and a DIFAT sector."""

    def entry(title, kind, first, size):
        encoded = (title + "\0").encode("utf-16-le")
        return (
            encoded.ljust(64, b"\0")
            + struct.pack("<HB", len(encoded), kind)
            + bytes(49)
            + struct.pack("<III", first, size, 0)
        )

    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, 4 if difat else END, int(difat))
    header += struct.pack("<109I", *([FREE if difat else 0] + [FREE] * 108))
    chains = fat or [0xFFFFFFFD, END, END, END, 0xFFFFFFFC]
    mini_count = -(-len(stream) // 64)
    mini_fat = [*range(1, mini_count), END] if mini_count else []
    return b"".join(
        [
            header,
            struct.pack("<128I", *(chains + [FREE] * (128 - len(chains)))),
            (entry("Root Entry", 5, 3, 512) + entry(name, 2, first_mini, len(stream))).ljust(512, b"\0"),
            struct.pack("<128I", *(mini_fat + [FREE] * (128 - len(mini_fat)))),
            stream.ljust(512, b"\0"),
            struct.pack("<128I", *([0] + [FREE] * 126 + [END])),
        ]
    )


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def book(*records):
    """The records of one sheet behind globals that point to it."""
    start = 16
    return record(0x0085, struct.pack("<I", start) + b"\0" * 4) + record(0x000A) + b"".join(records) + record(0x000A)


def refusal(data, *, limits=None):
    with pytest.raises(WorkbookError) as caught:
        open_workbook(data, name="x.xls", limits=limits)
    return caught.value


def changed(old, new):
    assert OFFICE.count(old) >= 1
    return OFFICE.replace(old, new, 1)


def test_a_far_cell_in_an_old_file_is_refused_before_it_is_laid_out():
    place = OFFICE.index(NUMBER) + 4
    data = OFFICE[:place] + struct.pack("<H", 65_535) + OFFICE[place + 2 :]

    assert refusal(data).code == "too_many_rows"


def test_a_locked_old_file_is_refused():
    assert refusal(changed(struct.pack("<HH", 0x0042, 2), struct.pack("<HH", 0x002F, 2))).code == "encrypted"


def test_a_locked_new_file_in_an_old_container_is_refused():
    assert refusal(compound_file(name="EncryptedPackage", stream=b"x")).code == "encrypted"


def test_another_old_office_document_is_refused():
    assert refusal(compound_file(name="WordDocument", stream=b"x")).params == {"kind": "old office document"}


@pytest.mark.parametrize("difat", [False, True])
def test_a_small_stream_is_gathered_from_its_mini_sectors(difat):
    stream = bytes(range(200))

    assert CompoundFile(compound_file(stream=stream, difat=difat)).stream("Book") == stream


def test_every_cell_record_and_error_is_met():
    number = struct.pack("<HHH", 3, 1, 0) + bytes(8)
    many = struct.pack("<HH", 4, 2) + bytes(12) + struct.pack("<H", 7)
    wrong = struct.pack("<HHHBB", 5, 0, 0, 0x17, 1)
    truth = struct.pack("<HHHBB", 5, 1, 0, 1, 0)
    formula = struct.pack("<HHH", 6, 0, 0) + bytes([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]) + bytes(6)
    stream = book(
        record(0x0203, number), record(0x00BD, many), record(0x0205, wrong), record(0x0205, truth), record(6, formula)
    )

    (survey,) = survey_xls(compound_file(stream=stream), Limits())

    assert (survey.last_row, survey.last_column) == (6, 7)
    assert survey.errors == {(5, 0): "#REF!", (6, 0): "#N/A"}


def test_records_cut_short_and_cells_too_short_are_passed_over():
    stream = book(record(0x0203, b"\1\0"), record(0x00BD, b"\1\0"), record(0x9999, b"?"))[:-4]

    (survey,) = survey_xls(compound_file(stream=stream), Limits())

    assert survey.cells == 0


@pytest.mark.parametrize(
    "data",
    [
        MAGIC + bytes(504),
        compound_file(stream=record(0x000A)),
        compound_file(stream=b"x", first_mini=200),
        compound_file(stream=b"x", fat=[0xFFFFFFFD, 1, END, END]),
        compound_file(stream=b"x", fat=[0xFFFFFFFD, 99_999, END, END]),
        compound_file(stream=b"x", fat=[0xFFFFFFFD, 100, END, END] + [END] * 100),
        compound_file(stream=book(record(0x0203, b"\1\0"))),
    ],
)
def test_a_broken_container_is_refused(data):
    assert refusal(data).code == "damaged"


def test_a_container_whose_table_of_tables_runs_in_a_circle_is_refused():
    data = bytearray(compound_file(stream=b"x", difat=True))
    struct.pack_into("<I", data, len(data) - 4, 4)
    struct.pack_into("<I", data, 72, 0xFFFF)

    assert refusal(bytes(data)).code == "damaged"


def test_too_many_sheets_in_an_old_file_are_refused():
    assert refusal(OFFICE, limits=Limits(sheets=1)).code == "too_many_sheets"


def test_a_fault_inside_the_reader_is_a_refusal():
    sheet = OFFICE.index(struct.pack("<H", 0x0085), OFFICE.index(b"\x09\x08")) + 4
    data = OFFICE[:sheet] + struct.pack("<I", 0xE0000000) + OFFICE[sheet + 4 :]

    assert refusal(data).code == "damaged"


def test_a_file_that_brings_the_reader_down_is_a_refusal():
    # office.xls with five bytes changed: the reader asks for 680 GB and aborts.
    assert refusal((GOLDEN / "hostile.xls").read_bytes()).code == "damaged"
