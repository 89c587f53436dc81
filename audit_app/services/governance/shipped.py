"""The usual reporting lines of a local area as the app ships them, with days worked out from a beginning."""

import tomllib
from datetime import date, timedelta
from typing import Any

from audit_app.domain.governance import LineKind, ReportingLine
from audit_app.domain.working_days import next_working_day
from resources.governance import usual_lines_text
from scoring.figures import Audience


def shipped_lines(begins: date) -> tuple[ReportingLine, ...]:
    """Every usual line, without an id, its first day so many weeks after `begins`, or in the month that it names."""
    return tuple(_line(one, begins) for one in tomllib.loads(usual_lines_text())["line"])


def _line(said: dict[str, Any], begins: date) -> ReportingLine:
    return ReportingLine(
        id="",
        body=said["body"],
        chair=said.get("chair", ""),
        kind=LineKind(said["kind"]),
        sends=tuple(said.get("sends", ())),
        recurrence=said["recurrence"],
        first=_first(said, begins),
        dates=(),
        audience=Audience(said["audience"]),
        is_public=said.get("public", False),
        needs=tuple(said.get("needs", ())),
        cut_off_days=said.get("cut_off_days"),
        papers_days=said.get("papers_days"),
        communication_days=said.get("communication_days"),
    )


def _first(said: dict[str, Any], begins: date) -> date:
    if month := said.get("month"):
        year = begins.year if begins.month <= month else begins.year + 1
        return next_working_day(date(year, month, said.get("day", 1)))
    return next_working_day(begins + timedelta(weeks=said.get("after_weeks", 0)))
