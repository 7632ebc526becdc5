"""When to meet: times for offerings from who, and what, is free, with a reason for every wish that is not met."""

from mueang.methods.timetabling.errors import TimetableRefused
from mueang.methods.timetabling.proposing import Meeting, Timetable, propose
from mueang.methods.timetabling.reasons import Kind, Unmet
from mueang.methods.timetabling.wishes import Offering, Room, Slot

__all__ = ["Kind", "Meeting", "Offering", "Room", "Slot", "Timetable", "TimetableRefused", "Unmet", "propose"]
