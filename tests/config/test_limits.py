"""A request that is too large is refused before it is read."""

import pytest


@pytest.mark.parametrize(("length", "status"), [("11000001", 413), ("many", 413), ("-1", 413), ("10", 400)])
def test_a_request_over_the_limit_is_refused_with_a_sentence(client, db, length, status):
    response = client.generic("POST", "/verify/", b"0123456789", content_type="text/plain", CONTENT_LENGTH=length)

    assert response.status_code == status
    assert "<h1" in response.text
