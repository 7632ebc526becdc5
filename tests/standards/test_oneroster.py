"""OneRoster sets as others write them: every row is read or told, and a role is taken from where it is stated."""

import io
import zipfile
from datetime import date

import pytest

from mueang.standards import oneroster
from mueang.standards.oneroster import Fault, read
from shared_data import shared_data

USERS = "sourcedId,givenName,familyName,role\n"


def users(*lines: str) -> bytes:
    return (USERS + "\n".join(lines)).encode()


def test_a_teacher_who_attends_a_class_is_no_pupil():
    set_of_2 = {
        "users.csv": users("t1,Kru,Invented,teacher", "s1,Malee,Invented,"),
        "enrollments.csv": b"classSourcedId,userSourcedId,role\nc1,t1,student\nc1,s1,student\n",
    }

    assert read(set_of_2).roles() == {"t1": {"teacher"}, "s1": {"student"}}


def test_version_1_2_states_roles_apart():
    roles = b"userSourcedId,roleType,role\ns1,primary,student\ns1,secondary,guardian\n"

    assert read({"users.csv": users("s1,Malee,Invented,"), "roles.csv": roles}).roles() == {
        "s1": {"student", "guardian"}
    }


def test_a_set_without_users_is_refused():
    with pytest.raises(ValueError, match="no_users"):
        read({"orgs.csv": b"sourcedId,name\no1,School\n"})


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"sourcedId,givenName\ns1,Malee\n", Fault("users", 1, "missing_columns", "familyName")),
        (users("s1,Malee,Invented,student,,surplus"), Fault("users", 2, "too_many_fields")),
        (users("s1,Ma\0lee,Invented,student"), Fault("users", 0, "not_text")),
        (users(f"s1,{'x' * 20_001},Invented,student"), Fault("users", 2, "field_too_long")),
        (
            users(f"s1,{'x' * 200_000},Invented,student"),
            Fault("users", 2, "not_csv", "field larger than field limit (131072)"),
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(data, fault):
    assert read({"users.csv": data}).faults == [fault]


def test_rows_to_be_deleted_are_counted_and_not_read():
    data = b"sourcedId,status,givenName,familyName\ns1,toBeDeleted,Malee,Invented\n\ns2,active,Manee,Invented\n"
    roster = read({"folder/Users.CSV": data, "readme.txt": b"not ours"})

    assert [(row["sourcedid"], row["#"]) for row in roster.of("users")] == [("s2", "4")]
    assert roster.n_deleted == {"users": 1}
    assert roster.of("orgs") == []


def test_more_rows_than_a_set_may_have_are_not_read(monkeypatch):
    monkeypatch.setattr(oneroster, "_MOST_ROWS", 2)

    roster = read({"users.csv": users("s1,A,B,student", "s2,A,B,student", "s3,A,B,student")})

    assert len(roster.of("users")) == 2
    assert roster.faults == [Fault("users", 3, "too_many_rows")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_thai_is_read_whichever_way_an_office_saved_it(encoding):
    data = f"{USERS}s1,มาลี,สมมติ,student\n".encode(encoding)

    assert read({"users.csv": data}).of("users")[0]["givenname"] == "มาลี"


def test_bytes_of_no_known_encoding_lose_no_row():
    assert len(read({"users.csv": users("s1,A,B,student") + b"\ns2,\xff\xfc\xdb,B,student"}).of("users")) == 2


@pytest.mark.parametrize(
    "name", ["Test_full_data_set", "Test_minimal_data_set", "oneroster_test_data", "v1p2_full_dataset"]
)
def test_sets_of_another_system_are_read_row_for_row(name):
    with zipfile.ZipFile(
        io.BytesIO((shared_data("oneroster-samples") / "moodle" / f"{name}.zip").read_bytes())
    ) as archive:
        files = {path: archive.read(path) for path in archive.namelist() if not path.endswith("/")}
    roster = read(files)
    n_lines = sum(
        len([line for line in data.decode("utf-8-sig").splitlines() if line.strip(", ")]) - 1
        for path, data in files.items()
        if path.endswith("users.csv") and "__MACOSX" not in path
    )

    assert len(roster.of("users")) + roster.n_deleted.get("users", 0) == n_lines > 0
    assert [fault for fault in roster.faults if fault.why != "missing_columns"] == []
    assert roster.roles()


def test_days_are_days_and_never_guessed():
    assert oneroster.day(" 2023-05-01 ") == date(2023, 5, 1)
    assert oneroster.day("01/05/2023") is None
    assert oneroster.day("2023-02-30") is None
