"""People who go on working while the house is killed under them: each repeats what was not answered, with the same key.

Usage: python -m benchmarks.crash_people DOORS hours|note|cohort|roster

Does one write of that kind through the pages and prints its number on a yes; ends with 1 on anything else. DOORS is
what `benchmarks.crash_house doors` prints. Only the standard library, so that a person costs little to start.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import sys
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROWS_OF_A_ROSTER = 12
LETTERS = str.maketrans("0123456789abcdef", "กขคงจฉชซญดตถทธนบ")
FORM = "application/x-www-form-urlencoded"
CONFIRMED = "only who came from which row is kept"
SESSION_MINUTES = 1_800


class Told(Exception):
    """An answer that is no yes."""


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody wants written: done again and again until there is an answer, it is still the same."""

    key: uuid.UUID
    number: int
    made_at: str

    @classmethod
    def new(cls, number: int) -> Press:
        return cls(uuid.uuid4(), number, datetime.now(UTC).isoformat())


@dataclass(slots=True)
class House:
    """Where people press, and what somebody who is signed in there knows."""

    port: int
    knows: dict[str, Any]

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> tuple[int, str, str]:
        """Status, where to, page. Raises OSError and HTTPException where no whole answer comes."""
        token = self.knows["token"]
        headers = {"Cookie": f"sessionid={self.knows['cookie']}; csrftoken={token}", "X-CSRFToken": token}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {**headers, "Content-Type": kind} if body else headers)
            answer = connection.getresponse()
            return (answer.status, answer.getheader("Location", ""), answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def send(self, path: str, **typed: str) -> tuple[int, str, str]:
        return self.ask("POST", path, urllib.parse.urlencode(typed).encode())


def keep_roll(house: House, press: Press, _is_repeated: bool) -> str:
    """As the phone of a keeper sends it: one mark, and that the roll is saved."""
    learners, session = house.knows["learners"], house.knows["session"]
    same = {"session": session, "made_at": press.made_at}
    away = press.key.int % SESSION_MINUTES
    who = learners[press.key.int % len(learners)]
    items = [
        {"uuid": str(press.key), "kind": "mark", "who": who, "mark": "late", "away": away, **same},
        {"uuid": str(uuid.uuid5(press.key, "save")), "kind": "save", **same},
    ]
    sent = {"device": session, "owner": house.knows["owner"], "sent_at": datetime.now(UTC).isoformat(), "items": items}
    status, _where, page = house.ask("POST", "/keeper/hall/sync.json", json.dumps(sent).encode(), "application/json")
    if status != 200 or not all(one["is_kept"] for one in json.loads(page)["answers"]):
        raise Told(f"roll {status}")
    return press.key.hex


def write_note(house: House, press: Press, _is_repeated: bool) -> str:
    typed = {"kind": "note", "words": f"บันทึกสมมติ {press.key.hex}", "request_key": str(press.key)}
    status, where, _page = house.send(f"{house.knows['desk']}support/cases/{house.knows['case']}/note/", **typed)
    if status != 302 or "timeline" not in where:
        raise Told(f"note {status}")
    return press.key.hex


def award_cohort(house: House, press: Press, is_repeated: bool) -> str:
    cohorts = house.knows["cohorts"]
    cohort = cohorts[press.number % len(cohorts)]
    path = f"{house.knows['desk']}credentials/cohorts/{cohort}/"
    status, where, page = house.send(path, achievement=house.knows["achievement"])
    is_done_before = is_repeated and status == 200 and 'class="alert bad"' in page
    if not is_done_before and (status != 302 or "/runs/" not in where):
        raise Told(f"award {status}")
    return str(cohort)


def bring_list(house: House, press: Press, _is_repeated: bool) -> str:
    """Upload a list, confirm it, and look whether it says so. Sent again without an answer, it is one more upload."""
    family, mark = press.key.hex.translate(LETTERS), uuid.uuid4().hex
    lines = ["ชื่อ,นามสกุล", *(f"สมมติ{chr(0x0E01 + n)},{family}" for n in range(ROWS_OF_A_ROSTER))]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="workbook"; filename="r.csv"\r\n\r\n'
    body = (head + "\r\n".join(lines) + f"\r\n--{mark}--\r\n").encode()
    desk = house.knows["desk"]
    where = house.knows.setdefault("uploaded", {}).get(press.key)
    if where is None:
        form = f"multipart/form-data; boundary={mark}"
        status, where, _page = house.ask("POST", f"{desk}people/rosters/upload/", body, form)
        if status != 302:
            raise Told(f"list {status}")
        house.knows["uploaded"][press.key] = where
    status, _where, page = house.ask("GET", where)
    if status == 200 and CONFIRMED not in page:
        house.send(f"{where}confirm/", accepts_missing_phones="on")
        status, _where, page = house.ask("GET", where)
    if status != 200 or CONFIRMED not in page:
        raise Told(f"list {status}")
    return family


DEEDS: dict[str, Callable[[House, Press, bool], str]] = {
    "hours": keep_roll,
    "note": write_note,
    "cohort": award_cohort,
    "roster": bring_list,
}


@dataclass(slots=True)
class Crowd:
    """People at work, what they were told yes to, and how often they had to ask again."""

    house: House
    told: dict[str, list[str]]
    n_unanswered: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    is_over: bool = False
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def n_told(self) -> int:
        return sum(map(len, self.told.values()))

    def begin(self, kind: str, *, pause: float) -> None:
        self.threads.append(threading.Thread(target=self._work, args=(kind, pause), daemon=True))
        self.threads[-1].start()

    def end(self) -> None:
        """Everybody finishes what they are at: nothing is left that was asked for and not answered."""
        self.is_over = True
        for thread in self.threads:
            thread.join(timeout=120)

    def _work(self, kind: str, pause: float) -> None:
        number = len(self.told[kind])
        while not self.is_over:
            self._insist(kind, Press.new(number))
            number += 1
            time.sleep(pause)

    def _insist(self, kind: str, press: Press) -> None:
        is_repeated = False
        while True:
            try:
                self.told[kind].append(DEEDS[kind](self.house, press, is_repeated))
            except (OSError, http.client.HTTPException):
                self.n_unanswered += 1
            except Told as told:
                self.refused[str(told)] += 1
            else:
                return
            is_repeated = True
            time.sleep(0.25)


def next_number(path: Path) -> int:
    """One more than whoever asked before: each press is about a cohort of its own."""
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(b".")
        file.flush()
        return file.tell() - 1


def main() -> None:
    path, kind = sys.argv[1:]
    knows = json.loads(Path(path).read_text(encoding="utf-8"))
    try:
        print(DEEDS[kind](House(knows["port"], knows), Press.new(next_number(Path(f"{path}.next"))), False))
    except (OSError, http.client.HTTPException, Told) as answer:
        sys.exit(f"{kind}: {answer!r}")


if __name__ == "__main__":
    main()
