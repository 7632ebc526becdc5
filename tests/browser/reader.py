"""Somebody at a browser: every page they look at is looked over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from mueang.demo.sign_ins import PASSWORD

LAUNCH = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
THAI = re.compile(r"[\u0e01-\u0e5b]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
CASE_NUMBER = re.compile(r"[2-9A-HJ-NP-Z]{6}")
# Words the page's own language is read from: what the house says, not what people and files are called.
SAID = (
    "h1, h2, button, .button, label > span, legend:not(:has(.roll-name)), th[scope=col], nav a, option, "
    ".badge, .stat-label, .help, .lead"
)
NO_LANGUAGE = {"Excel", "English", "ไทย", "PDF", "OneRoster", "ภาษาไทย"}
BREADTH = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
VISIBLE_WORDS = """(selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility()).map((element) => element.innerText.trim())"""


@dataclass(frozen=True, slots=True)
class Window:
    language: str
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.width}"

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900


@dataclass
class Reader:
    """One page of one person, in one language, at one width."""

    page: Page
    address: str
    window: Window
    pictures: Path | None
    who: str = "citizen"
    faults: list[str] = field(default_factory=list)
    is_downloading: bool = False
    n_pictures: int = 0
    # What people are called: in either language a name is written as its bearer writes it.
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.faults.append(f"asks another host: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # A navigation that turns into a download is told as one that failed; so are names for a search already sent,
        # a page that asks how far its work is when it is left, the sign in the tab, fetched after the page, and how
        # far somebody read, which is kept and sent again.
        asks_again = any(part in request.url for part in ("/suggestions/", "/runs/", "/ui/mark.", "/progress.json"))
        is_left_behind = request.failure == "net::ERR_ABORTED" and asks_again
        if not self.is_downloading and not is_left_behind:
            self.faults.append(f"failed: {request.method} {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def open(self, path: str) -> None:
        """The page at `path` as written in Thai addresses; in English it lies under /en."""
        prefix = "" if self.window.language == "th" else "/en"
        self.page.goto(f"{self.address}{prefix}{path}")

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def press(self, words: str) -> None:
        """Press the one visible button or link of these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        button.or_(link).filter(visible=True).first.click()

    def meets(self, headline: str | re.Pattern[str]) -> None:
        """Wait for the page of this headline."""
        expect(self.page.locator("h1")).to_have_text(headline)

    def reads(self, words: str) -> None:
        """Wait for these words in the page's own part."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()

    def take_picture(self, name: str) -> None:
        if self.pictures is not None:
            self.n_pictures += 1
            shelf = self.pictures / str(self.window)
            self.page.screenshot(path=shelf / f"{self.who}-{self.n_pictures:02}-{name}.png", full_page=True)

    def look(self, name: str) -> None:
        """Take a picture and find what must not be on any page."""
        self.page.wait_for_load_state("load")
        self.take_picture(name)
        inner, outer = self.page.evaluate(BREADTH)
        language = self.page.locator("html").get_attribute("lang")
        assert (language, inner <= outer) == (self.window.language, True), f"{name}: {inner} px in {outer} px"
        found = {"headlines": self.page.locator("h1").count(), "strange": self.strange_words(), "faults": self.faults}
        assert found == {"headlines": 1, "strange": [], "faults": []}, f"{name}: {found}"

    def strange_words(self) -> list[str]:
        """What the house says in the language that was not asked for."""
        said = [words for words in self.page.evaluate(VISIBLE_WORDS, SAID) if words and words not in NO_LANGUAGE]
        said = [
            words for words in said if not (CASE_NUMBER.fullmatch(words) or any(name in words for name in self.names))
        ]
        if self.window.language == "th":
            return [words for words in said if LATIN_WORD.search(words) and not THAI.search(words)]
        return [words for words in said if THAI.search(words) and not LATIN_WORD.search(words)]

    def sign_in(self, username: str) -> None:
        self.open("/accounts/login/")
        self.page.get_by_label(_("Username")).fill(username)
        self.page.get_by_label(_("Password")).fill(PASSWORD)
        self.look("sign-in")
        self.page.locator("form.form button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/accounts/" not in url)
        self.read_in_own_language()

    def read_in_own_language(self) -> None:
        """Where a page came in Thai (an account's language, a printed address): the other is a press away."""
        if self.page.locator("html").get_attribute("lang") != self.window.language:
            self.press("English")
            expect(self.page.locator("html")).to_have_attribute("lang", "en")

    def fetch(self, words: str) -> bytes:
        """The file behind the button of these words."""
        self.is_downloading = True
        with self.page.expect_download() as coming:
            self.press(words)
        content = Path(coming.value.path()).read_bytes()
        self.is_downloading = False
        return content


@contextmanager
def reader(
    browser: Browser,
    *,
    address: str,
    window: Window,
    pictures: Path | None,
    who: str,
    script: bool = True,
    names: tuple[str, ...] = (),
) -> Iterator[Reader]:
    """A browser of their own for `who`."""
    context = browser.new_context(
        viewport={"width": window.width, "height": window.height},
        locale="th-TH" if window.language == "th" else "en-GB",
        timezone_id="Asia/Bangkok",
        java_script_enabled=script,
        has_touch=window.width < 600,
    )
    context.set_default_timeout(60_000)
    try:
        yield Reader(context.new_page(), address, window, pictures, who, names=names)
    finally:
        context.close()
