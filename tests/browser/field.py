"""A case worker on a round: one phone, today's visits, and what the device keeps."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.house import House
from mueang.apps.support.models.visits import VisitReport
from mueang.demo.sign_ins import PASSWORD

CARDS = "[data-list=visits] > article"
FIELD = "/desk/yala/support/field/"
# Everything the device holds, as text: names would show in it.
HELD = """async () => {
  const texts = [], done = (r) => new Promise((yes, no) => { r.onsuccess = () => yes(r.result); r.onerror = no; });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      for (const row of await done(database.transaction(store).objectStore(store).getAll())) {
        texts.push(store + " " + JSON.stringify(row));
        if (row.data) texts.push(new TextDecoder().decode(row.data));
      }
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(await (await cache.match(request)).text());
  }
  return texts.join(" ");
}"""


class Round:
    """The page of visits of somebody signed in."""

    def __init__(self, browser: Browser, address: str, *, who: str = "caseworker") -> None:
        self.address, self.who = address, who
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="th-TH", timezone_id="Asia/Bangkok", has_touch=True
        )
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self) -> None:
        self.page.goto(f"{self.address}/accounts/login/?next={FIELD}")
        self.page.locator("[name=login]").fill(self.who)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form.form button[type=submit]").click()
        self.page.wait_for_url(f"**{FIELD}")
        expect(self.page.locator(CARDS).first).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")

    def sign_out(self) -> None:
        self.page.goto(f"{self.address}/accounts/logout/")
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_load_state()

    def names(self) -> list[str]:
        return self.page.locator(f"{CARDS} h2").all_inner_texts()

    def open(self, name: str) -> None:
        self.page.locator(CARDS, has_text=name).locator("a").click()
        expect(self.page.locator("[data-view=visit]")).to_be_visible()

    def write(self, said: str, *, found: str = "child") -> None:
        self.page.locator(f"[name=found][value={found}]").check()
        self.page.locator("[name=said]").fill(said)
        expect(self.page.locator("[data-said=draft]")).not_to_be_empty()

    def finish(self) -> None:
        self.page.locator("form button[type=submit]").click()
        expect(self.page.locator("[data-view=list]")).to_be_visible()

    def waits_for(self, n: int) -> None:
        expect(self.page.locator("#field")).to_have_attribute("data-waiting", str(n))

    def held(self) -> str:
        return str(self.page.evaluate(HELD))

    def close(self) -> None:
        faults = self.faults
        self.context.close()
        assert faults == []


def reports(house: House) -> list[tuple[str, str]]:
    def ask(alias: str) -> list[tuple[str, str]]:
        rows = VisitReport.objects.using(alias).filter(device__isnull=False)
        return sorted(rows.values_list("said", "found"))

    return house.ask(ask)
