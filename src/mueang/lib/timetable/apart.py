"""Reads one calendar in a process of its own, where a rule that never ends costs ten seconds and no more.

Started by path, so it imports nothing of ours: the calendar on standard input, first and last day as arguments, JSON on
standard output.
"""

import json
import sys
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

_MEMORY_BYTES = 600_000_000
_SECONDS = 10
MOST_MEETINGS = 5_000
# Meetings by the second, minute or hour are an attack or a mistake.
_SLOW = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def main(source: BinaryIO, target: BinaryIO, starts_on: date, ends_on: date) -> int:
    """Write meetings and refusals as JSON; exit status 1 for what is no calendar."""
    from icalendar import Calendar  # only this process reads

    data = source.read()
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except ValueError:
        return 1
    if not calendars:
        return 1
    _note_lines([event for calendar in calendars for event in calendar.walk("VEVENT")], data)
    read: dict[str, Any] = {"name": "", "events": [], "refused": [], "n_other": 0}
    for calendar in calendars:
        _read(calendar, read, starts_on, ends_on)
    target.write(json.dumps(read).encode())
    return 0


def _note_lines(events: list[Any], data: bytes) -> None:
    """Each event keeps the line of the file on which it begins; none where the file is too odd to tell."""
    lines = [
        number for number, line in enumerate(data.splitlines(), start=1) if line.strip().upper() == b"BEGIN:VEVENT"
    ]
    if len(lines) != len(events):
        return
    for event, line in zip(events, lines, strict=True):
        event["X-MUEANG-LINE"] = str(line)


def _read(calendar: Any, read: dict[str, Any], starts_on: date, ends_on: date) -> None:
    read["name"] = read["name"] or str(calendar.get("X-WR-CALNAME", calendar.get("NAME", "")))
    read["n_other"] += sum(part.name in {"VTODO", "VJOURNAL", "VFREEBUSY"} for part in calendar.walk())
    usable = []
    for event in calendar.walk("VEVENT"):
        if reason := _reason(event):
            read["refused"].append(_about(event) | {"reason": reason})
        else:
            usable.append(event)
    for uid in {str(event.get("UID", "")) for event in usable}:
        series = [event for event in usable if str(event.get("UID", "")) == uid]
        _read_series(calendar, series, read, starts_on, ends_on)


def _read_series(calendar: Any, series: list[Any], read: dict[str, Any], starts_on: date, ends_on: date) -> None:
    """The meetings of one UID: its rule, exceptions and changed single meetings together."""
    from icalendar import Calendar
    from recurring_ical_events import of  # settles RRULE, RDATE, EXDATE and RECURRENCE-ID with one another

    alone = Calendar()
    for zone in calendar.walk("VTIMEZONE"):
        alone.add_component(zone)
    for event in series:
        alone.add_component(event)
    try:
        met = list(of(alone).between(starts_on, ends_on + timedelta(days=1)))
        found = _told_apart([_meeting(one) for one in met], repeats=_repeats(series))
    except Exception:  # noqa: BLE001 -- whatever a bent rule makes the libraries raise, this series is refused
        read["refused"].append(_about(series[0]) | {"reason": "rule_not_usable"})
        return
    if len(read["events"]) + len(found) > MOST_MEETINGS:
        read["refused"].append(_about(series[0]) | {"reason": "too_many_meetings"})
    elif found:
        read["events"] += found
    else:
        read["refused"].append(_about(series[0]) | {"reason": "not_in_these_days"})


def _repeats(series: list[Any]) -> bool:
    return any(event.get(name) is not None for event in series for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _told_apart(found: list[dict[str, Any]], *, repeats: bool) -> list[dict[str, Any]]:
    """Meetings of one UID by the day their rule gave them (RECURRENCE-ID), however often that day and hour change."""
    if not repeats and len(found) == 1:
        return [found[0] | {"occurrence": ""}]
    seen: dict[str, int] = {}
    for one in sorted(found, key=lambda one: str(one["occurrence"])):
        day = one["occurrence"][:10]
        seen[day] = seen.get(day, 0) + 1
        one["occurrence"] = day if seen[day] == 1 else f"{day}#{seen[day]}"
    return found


def _reason(event: Any) -> str:
    """Why an event cannot become a meeting; empty where it can."""
    try:
        return _fault(event)
    except Exception:  # noqa: BLE001 -- as above: dates, rules and lengths can be bent in many ways
        return "not_readable"


def _fault(event: Any) -> str:
    starts = event.get("DTSTART")
    if starts is None:
        return "no_start"
    if not isinstance(starts.dt, datetime):
        return "all_day"
    frequencies = [str(value).upper() for rule in _listed(event.get("RRULE", [])) for value in rule.get("FREQ", [""])]
    if any(frequency not in _SLOW for frequency in frequencies):
        return "rule_too_fast"
    return "" if event.end > event.start else "no_length"


def _meeting(event: Any) -> dict[str, Any]:
    given = event.get("RECURRENCE-ID")
    return _about(event) | {
        "occurrence": (given.dt if given is not None else event.start).isoformat(),
        "starts_at": event.start.isoformat(),
        "ends_at": event.end.isoformat(),
        "description": _text(event, "DESCRIPTION", 2_000),
        "location": _text(event, "LOCATION", 300),
        "url": _text(event, "URL", 400),
        "is_cancelled": _text(event, "STATUS", 20).upper() == "CANCELLED",
    }


def _about(event: Any) -> dict[str, Any]:
    line = int(_text(event, "X-MUEANG-LINE", 9) or 0)
    return {"uid": _text(event, "UID", 300), "summary": _text(event, "SUMMARY", 200), "line": line}


def _text(event: Any, name: str, longest: int) -> str:
    value = event.get(name, "")
    first = _listed(value)[0] if _listed(value) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(first)).split())[:longest]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def limit_own_process() -> None:
    """Ask the system to refuse this process too much memory and time; Windows has no such call."""
    if sys.platform != "win32":
        import resource  # only where it exists

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    limit_own_process()
    days = [date.fromisoformat(text) for text in sys.argv[1:3]]
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer, *days))
