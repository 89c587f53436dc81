"""A calendar as an iCalendar file (RFC 5545) that office programs take in; it knows no workspace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from exports.plain import one_line, visible

if TYPE_CHECKING:
    import icalendar

_MAKER: Final = "-//EHC plan audit//Calendar//EN"


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """One day-long event. `uid` stays the same from file to file, so that a program changes what it has of it."""

    uid: str
    on: date
    summary: str
    description: str = ""
    category: str = ""
    is_cancelled: bool = False


def ics_bytes(name: str, events: Iterable[IcsEvent], made_on: date) -> bytes:
    """The events as a calendar of this name; `made_on`, the date of the data, stands as the stamp of each.

    No alarm, and nobody is shown as busy. The same events give the same bytes.
    """
    import icalendar  # loaded by whoever writes a calendar

    made = icalendar.Calendar()
    for key, value in (("prodid", _MAKER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        made.add(key, value)
    made.add("x-wr-calname", one_line(name))
    stamp = datetime.combine(made_on, time(), UTC)
    for one in events:
        made.add_component(_event(icalendar.Event(), one, stamp))
    return bytes(made.to_ical())


def _event(made: "icalendar.Event", one: IcsEvent, stamp: datetime) -> "icalendar.Event":
    made.add("uid", one.uid)
    made.add("dtstamp", stamp)
    made.add("dtstart", one.on)
    made.add("dtend", one.on + timedelta(days=1))  # the day after, which does not belong to it
    made.add("summary", one_line(one.summary))
    if one.description:
        made.add("description", visible(one.description))
    if one.category:
        made.add("categories", [one_line(one.category)])
    made.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    return made
