"""OneRoster sets of ours: whole, and readable by any reader."""

import csv
import io

import pytest

from mueang.standards import oneroster
from mueang.standards.oneroster_writing import HEADERS, write

ORG = {"sourcedId": "o1", "name": 'ยะลา, "นคร"\nหนึ่ง', "type": "school"}
USER = {"sourcedId": "u1", "enabledUser": "true", "username": "m1", "givenName": "มะลิ", "familyName": "-"}
SET = {"orgs": [ORG], "users": [USER]}


def test_a_set_is_read_back_the_same_and_its_manifest_says_what_is_there():
    texts = write(SET, system="Mueang")
    rows = {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}
    manifest = {row["propertyName"]: row["value"] for row in rows["manifest.csv"]}
    read = oneroster.read({name: text.encode() for name, text in texts.items()})

    assert rows["orgs.csv"][0]["name"] == ORG["name"]
    assert tuple(rows["users.csv"][0]) == HEADERS["users"]
    assert {one["status"] + one["dateLastModified"] for one in rows["users.csv"]} == {""}
    assert (manifest["oneroster.version"], manifest["file.users"], manifest["file.results"]) == (
        "1.2",
        "bulk",
        "absent",
    )
    assert read.faults == []
    assert read.of("users")[0]["givenname"] == "มะลิ"
    assert all(text.endswith("\r\n") for text in texts.values())


@pytest.mark.parametrize(
    "files",
    [
        {"pupils": []},
        {"orgs": [ORG, ORG]},
        {"orgs": [{**ORG, "sourcedId": ""}]},
        {"orgs": [{**ORG, "type": ""}]},
        {"users": [{**USER, "birthDate": "2020-01-01"}]},
        {"users": [{**USER, "primaryOrgSourcedId": "nowhere"}]},
    ],
)
def test_what_no_reader_would_take_is_not_written(files):
    with pytest.raises(ValueError, match=r".+"):
        write(files, system="Mueang")
