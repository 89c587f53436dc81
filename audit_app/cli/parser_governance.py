"""The words of the commands about the calendar and the papers of meetings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands


def add_governance(commands: Commands) -> None:
    """`calendar export` and `meeting`."""
    calendar = add_group(commands, "calendar", "the calendar of meetings, reports and what is due")
    given = add_command(
        calendar, "export", "the calendar as an .ics file for office programs", module="calendar_export"
    )
    given.add_argument("file", type=Path, metavar="FILE", help="ends in .ics")
    given.add_argument(
        "--from", dest="first", type=types.day, metavar="YYYY-MM-DD", help="from this day on (default: today)"
    )
    given.add_argument(
        "--to", dest="last", type=types.day, metavar="YYYY-MM-DD", help="up to this day (default: a year on)"
    )
    given.add_argument("--line", type=types.words, metavar="NAME", help="the days of this reporting line alone")
    given.add_argument("--json", action="store_true", help="print the result as one JSON document")
    meeting = add_command(commands, "meeting", "agenda and minutes of a meeting as PDF and Word; prints the files")
    meeting.add_argument("--line", required=True, type=types.words, metavar="NAME", help="the body that meets")
    meeting.add_argument("--on", required=True, type=types.day, metavar="YYYY-MM-DD", help="the day of the meeting")
    meeting.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder; made when missing")
    meeting.add_argument(
        *("--formats",),
        type=types.meeting_formats,
        default=types.MEETING_FORMATS,
        metavar="F,F",
        help="pdf,docx (default: both)",
    )
