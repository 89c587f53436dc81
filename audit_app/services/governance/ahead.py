"""What governance asks for in the next days: data cut off, papers out, meetings, communications that wait."""

from datetime import date, timedelta
from typing import Final

from audit_app.domain.calendar import Event, Source
from audit_app.services.governance.calendar import calendar
from audit_app.store.workspace import Workspace

DAYS_AHEAD: Final = 14
_WEEKLY: Final = "1w"


def next_dates(workspace: Workspace, on: date, days: int = DAYS_AHEAD) -> tuple[Event, ...]:
    """The days of reporting lines from a day on, by day; what is done, cancelled or comes every week is left out."""
    found = calendar(workspace, on, on + timedelta(days=days), [Source.LINE])
    weekly = {line.id for line in found.lines if line.recurrence == _WEEKLY}
    return tuple(one for one in found.events if not one.is_done and not one.cancelled and one.line not in weekly)
