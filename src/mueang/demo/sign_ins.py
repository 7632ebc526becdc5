"""The demo's accounts: who may sign in, and what each sees."""

from __future__ import annotations

from typing import NamedTuple

PASSWORD = "mueang-demo-2566"  # noqa: S105 -- printed at every start; the demo holds invented people only


class DemoAccount(NamedTuple):
    username: str
    display_name: str
    role: str
    scope: str
    what: str


ACCOUNTS = (
    DemoAccount(
        "manager", "ผู้จัดการเมือง (สาธิต)", "city_manager", "city", "the city learning manager: today, and every room"
    ),
    DemoAccount("officer", "เจ้าหน้าที่ (สาธิต)", "city_officer", "city", "a city officer: people, rosters, awards"),
    DemoAccount(
        "keeper", "ผู้ดูแลอุทยานการเรียนรู้ (สาธิต)", "keeper", "learning-park", "keeper of a place: today's roll call"
    ),
    DemoAccount("instructor", "ผู้สอน (สาธิต)", "instructor", "learning-park", "an instructor: rolls of the same place"),
    DemoAccount("unit", "หน่วยจัดการเมือง (สาธิต)", "unit_officer", "installation", "City Unit officer: opens cities"),
    DemoAccount("auditor", "ผู้ตรวจสอบ (สาธิต)", "auditor", "city", "an auditor: reads the record"),
    DemoAccount(
        "caseworker", "ผู้ดูแลกรณี (สาธิต)", "case_worker", "city", "a case worker: children in difficulty, visits of today"
    ),
    DemoAccount(
        "supervisor", "หัวหน้าผู้ดูแลกรณี (สาธิต)", "case_supervisor", "city", "supervises case workers: concerns, conferences"
    ),
    DemoAccount("teacher", "ครู (สาธิต)", "teacher", "school", "a teacher: the register of one school"),
    DemoAccount("funder", "เจ้าหน้าที่กองทุน (สาธิต)", "funder", "fund", "an officer of a fund: its grants, evidence, risks"),
    DemoAccount("learner", "ผู้เรียน (สาธิต)", "", "", "a learner: own seats, hours, awards"),
)


def sign_in_lines() -> list[str]:
    width = max(len(account.username) for account in ACCOUNTS)
    rows = [f"  {account.username:<{width}}  {account.what}" for account in ACCOUNTS]
    return [f"Sign in with password {PASSWORD} as", *rows, "All people are invented."]
