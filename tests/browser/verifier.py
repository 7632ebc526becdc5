"""Step 6: anyone checks an award by its link, by its file, or offline; tampered and revoked say which."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pypdf
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader

Somebody = Callable[[str], AbstractContextManager[Reader]]


def check_awards(officer: Reader, house: House, *, somebody: Somebody) -> None:
    """One award of the list: genuine; with one word changed; and after the officer has revoked it."""
    officer.page.locator("tbody tr a").last.click()
    officer.reads(_("Certificate (PDF)"))
    officer.look("award")
    award = officer.page.url
    link = address_on_paper(officer)

    with somebody("verifier") as verifier:
        credential = check_by_link(verifier, link)
        check_files(verifier, house, credential)
        officer.page.goto(award)
        revoke(officer)
        check_revoked(verifier, house, link=link, credential=credential)


def address_on_paper(officer: Reader) -> str:
    """The certificate is a PDF; the address under its QR code."""
    button = officer.page.get_by_role("link", name=_("Certificate (PDF)"))
    response = officer.page.context.request.get(officer.address + str(button.get_attribute("href")))
    assert response.headers["content-type"] == "application/pdf"
    assert response.body().startswith(b"%PDF")
    paper = pypdf.PdfReader(io.BytesIO(response.body())).pages[0].extract_text()
    found = re.search(re.escape(officer.address) + r"/verify/[0-9a-f-]{36}/", paper)
    assert found, paper
    return found.group()


def check_by_link(verifier: Reader, link: str) -> bytes:
    """As from a QR code: the address is in Thai, the language a tap away. Returns the credential."""
    follow(verifier, link)
    verifier.reads(_("This certificate is genuine and valid."))
    verifier.look("by-link")
    return verifier.fetch(_("Credential (JSON)"))


def follow(verifier: Reader, link: str) -> None:
    verifier.page.goto(link)
    verifier.read_in_own_language()


def check_files(verifier: Reader, house: House, credential: bytes) -> None:
    tampered = tamper(credential)
    assert upload(verifier, credential, name="genuine") == _("This certificate is genuine and valid.")
    assert upload(verifier, tampered, name="tampered") == _(
        "This certificate was changed after it was signed. Do not trust it."
    )
    assert offline(house, credential) == (0, None)
    assert offline(house, tampered) == (1, "tampered")


def tamper(credential: bytes) -> bytes:
    """The same credential for somebody else: one letter of the achievement's name."""
    document = json.loads(credential)
    achievement = document["credentialSubject"]["achievement"]
    achievement["name"] = achievement["name"][:-1] + "X"
    return json.dumps(document, ensure_ascii=False).encode()


def upload(verifier: Reader, credential: bytes, *, name: str) -> str:
    """The sentence on top of what the verify page says about the file."""
    verifier.open("/verify/")
    verifier.look("verify")
    file = {"name": f"{name}.json", "mimeType": "application/json", "buffer": credential}
    verifier.page.get_by_label(_("Certificate file")).set_input_files(file)
    verifier.press(_("Check it"))
    verifier.meets(_("Certificate check"))
    verifier.look(f"verify-{name}")
    return verifier.page.locator("main .alert").inner_text().strip()


def offline(house: House, credential: bytes) -> tuple[int, str | None]:
    """What `mueang credential verify FILE --json` says: its exit code and the first check that failed."""
    file = Path(house.folder, "credential.json")
    file.write_bytes(credential)
    done = house.mueang("credential", "verify", str(file), "--json")
    return done.returncode, json.loads(done.stdout)["failed"]


def revoke(officer: Reader) -> None:
    officer.page.get_by_text(_("Revoke this award")).click()
    officer.look("revoke")
    officer.press(_("Revoke"))
    expect(officer.page.get_by_role("dialog")).to_be_visible()
    officer.look("revoke-asked")
    officer.press(_("Yes, go on"))
    officer.reads(_("The issuer has revoked this certificate."))
    officer.look("revoked")


def check_revoked(verifier: Reader, house: House, *, link: str, credential: bytes) -> None:
    says = _("The issuer has revoked this certificate.")
    follow(verifier, link)
    verifier.reads(says)
    verifier.look("by-link-revoked")
    assert upload(verifier, credential, name="revoked") == says
    assert offline(house, credential) == (1, "revoked")
