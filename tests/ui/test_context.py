"""What every page knows."""

from django.http import HttpRequest

from mueang.ui.context import page


def test_a_page_knows_its_nonce_or_that_it_has_none() -> None:
    request = HttpRequest()
    assert page(request) == {"csp_nonce": None}

    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
    assert page(request) == {"csp_nonce": "n0nce"}
