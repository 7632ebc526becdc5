"""A request that is too large is refused before it is read, and one with the byte 0 before anybody looks at it."""

import pytest

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(("length", "status"), [("11000001", 413), ("many", 413), ("-1", 413), ("10", 400)])
def test_a_request_over_the_limit_is_refused_with_a_sentence(client, db, length, status):
    response = client.generic("POST", "/verify/", b"0123456789", content_type="text/plain", CONTENT_LENGTH=length)

    assert response.status_code == status
    assert "<h1" in response.text


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/verify/find/?q=a%00b", None),
        ("/verify/%00/", None),
        ("/verify/", "document=a%00b"),
    ],
)
def test_the_byte_0_is_refused_with_a_sentence(client, db, address, sent):
    response = client.get(address) if sent is None else client.post(address, sent, content_type=FORM)

    assert response.status_code == 400
    assert "<h1" in response.text


def test_the_byte_0_is_refused_in_what_a_device_sends(client, db):
    for body, status in (('{"a": "\\u0000"}', 400), ('{"a": "b"}', 401)):
        response = client.post("/keeper/hall/sync.json", body, content_type="application/json")
        assert response.status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/yala/api/figures?indicator=a%00",
        "/yala/api/releases/%00",
        "/yala/api/openapi.json?%00=1",
        "/yala/hsds/services?page=%00",
        "/yala/openactive/session-series?afterId=%00",
    ],
)
def test_a_program_that_asks_for_open_data_is_refused_in_its_own_words(client, db, address):
    response = client.get(address)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["status"] == 400


def test_a_program_that_sends_too_much_is_refused_in_its_own_words(client, db):
    sent = {"content_type": "application/json", "CONTENT_LENGTH": "11000001"}
    response = client.generic("POST", "/keeper/hall/sync.json", b"{}", **sent)

    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in response
