"""Ed-Fi interchange XML, read as a stream: students, sessions and attendance events. Hostile XML is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from xml.parsers import expat

MOST_ELEMENTS = 20_000_000
_DEEPEST = 40
_LONGEST = 2_000
_CHUNK = 1 << 16
_RECORDS = frozenset({"Student", "StudentSchoolAttendanceEvent", "StudentSectionAttendanceEvent", "Session"})


class XmlRefused(ValueError):
    """Not well formed, with a document type or an entity, too deep or too much; `line` says where."""

    def __init__(self, why: str, *, line: int) -> None:
        super().__init__(f"line {line}: {why}")
        self.why, self.line = why, line


@dataclass(frozen=True, slots=True)
class Student:
    line: int
    student_id: str
    first_name: str
    last_name: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class AttendanceEvent:
    """`category` is the last part of the descriptor's URI, such as `Unexcused Absence`."""

    line: int
    student_id: str
    school_id: str
    on: date | None
    category: str
    is_of_section: bool


@dataclass(frozen=True, slots=True)
class Session:
    line: int
    school_id: str
    begins_on: date | None
    ends_on: date | None


@dataclass(slots=True)
class Interchange:
    students: list[Student] = field(default_factory=list)
    events: list[AttendanceEvent] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


def read(data: bytes, *, into: Interchange | None = None) -> Interchange:
    """The records of one interchange file, added to `into` where that is given.

    Parameters
    ----------
    data : bytes, the whole file; it is walked as a stream and never becomes a tree
    into : what was read of other files of the same set

    Returns
    -------
    Interchange; a day that is no day is None

    Raises
    ------
    XmlRefused
        If the XML is not well formed or hostile (a document type, deeper than 40, more than 20 million elements).

    Source
    ------
    Ed-Fi Data Standard 5.2, Interchange-StudentAttendance, -Student and -EducationOrgCalendar.

    Examples
    --------
    >>> found = read(b"<I><Student><StudentUniqueId>7</StudentUniqueId><FirstName>A</FirstName></Student></I>")
    >>> [(one.student_id, one.first_name, one.born_on) for one in found.students]
    [('7', 'A', None)]
    """
    found = into if into is not None else Interchange()
    walk = _Walk(found)
    parser = walk.parser
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise XmlRefused("not well formed", line=error.lineno) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, XmlRefused):
            raise
        raise XmlRefused("unknown encoding", line=1) from None
    return found


class _Walk:
    """One file: the path of names above the parser, the texts of the record it is in."""

    def __init__(self, found: Interchange) -> None:
        self.found = found
        self.path: list[str] = []
        self.record, self.line, self.n_elements = 0, 0, 0
        self.texts: dict[str, str] = {}
        self.letters: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, *_arguments: object) -> None:
        raise XmlRefused("a document type", line=self.parser.CurrentLineNumber)

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.n_elements += 1
        self.path.append(name.rpartition(":")[2])
        self.letters = []
        if len(self.path) > _DEEPEST or self.n_elements > MOST_ELEMENTS:
            raise XmlRefused("too much", line=self.parser.CurrentLineNumber)
        if not self.record and self.path[-1] in _RECORDS:
            self.record, self.line, self.texts = len(self.path), self.parser.CurrentLineNumber, {}

    def text(self, letters: str) -> None:
        if self.record and len(self.letters) < _LONGEST:
            self.letters.append(letters)

    def end(self, _name: str) -> None:
        if self.record and self.letters:
            text = "".join(self.letters).strip()
            if text:
                # The first of its name: a session's own reference to the school comes after the student's.
                self.texts.setdefault(self.path[-1], text[:_LONGEST])
        if len(self.path) == self.record:
            _MAKERS[self.path[-1]](self.found, self.texts, self.line)
            self.record = 0
        self.path.pop()
        self.letters = []


def _student(found: Interchange, texts: dict[str, str], line: int) -> None:
    found.students.append(
        Student(
            line,
            texts.get("StudentUniqueId", ""),
            texts.get("FirstName", ""),
            texts.get("LastSurname", ""),
            _day(texts.get("BirthDate", "")),
        )
    )


def _event(found: Interchange, texts: dict[str, str], line: int, *, is_of_section: bool = False) -> None:
    found.events.append(
        AttendanceEvent(
            line,
            texts.get("StudentUniqueId", ""),
            texts.get("SchoolId", ""),
            _day(texts.get("EventDate", "")),
            texts.get("AttendanceEventCategory", "").rpartition("#")[2],
            is_of_section,
        )
    )


def _section_event(found: Interchange, texts: dict[str, str], line: int) -> None:
    _event(found, texts, line, is_of_section=True)


def _session(found: Interchange, texts: dict[str, str], line: int) -> None:
    days = _day(texts.get("BeginDate", "")), _day(texts.get("EndDate", ""))
    found.sessions.append(Session(line, texts.get("SchoolId", ""), *days))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_MAKERS: dict[str, Callable[[Interchange, dict[str, str], int], None]] = {
    "Student": _student,
    "StudentSchoolAttendanceEvent": _event,
    "StudentSectionAttendanceEvent": _section_event,
    "Session": _session,
}
