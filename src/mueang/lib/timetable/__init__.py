"""Other people's calendars (iCalendar): which meetings they hold, and what in them cannot be used."""

from mueang.lib.timetable.reading import CalendarError, CalendarRead, Event, Refused, read_calendar

__all__ = ["CalendarError", "CalendarRead", "Event", "Refused", "read_calendar"]
