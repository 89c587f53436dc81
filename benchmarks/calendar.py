"""The calendar of 2,000 actions, twenty reporting lines and 1,000 plans: each answer, painted too, in 100 ms."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from audit_app.domain.calendar import EventKind, Source
from audit_app.jobs import Job, Jobs, Work
from audit_app.machine.folders import Folders
from audit_app.screens.calendar import CalendarView, make
from audit_app.services.governance.ahead import next_dates
from audit_app.services.governance.calendar import calendar
from audit_app.services.governance.lines import take_in_usual
from audit_app.services.governance.meeting_page import meeting_page
from audit_app.session import Session
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import ScreenContext
from benchmarks._workspaces import fill, workspace
from benchmarks.actions import AUDITS, GOAL, TODAY, act, taken

FIRST, LAST = date(2026, 10, 26), date(2027, 1, 31)


class AtOnce(Jobs):
    """Jobs that are over when `start` returns, so that what is read is measured with what is painted."""

    def _run(self, job: Job, work: Work) -> None:
        job.work(work)


def main() -> None:
    """Measure each answer, the screen's own widgets too."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with workspace() as place, tempfile.TemporaryDirectory() as folder:
        fill(place, AUDITS)
        act(place)
        take_in_usual(place, date(2026, 9, 7))
        found = calendar(place, FIRST, LAST, [Source.LINE]).events
        meets = next(one for one in found if one.kind is EventKind.MEETING and one.title == "EHC plan task group")
        day = meets.meeting or TODAY
        answers: dict[str, Callable[[], object]] = {
            "six weeks and the list of three months read": lambda: calendar(place, FIRST, LAST),
            "the next two weeks for Home": lambda: next_dates(place, TODAY),
            "a meeting with what it needs": lambda: meeting_page(place, meets.line, day),
            **_screen(place, Path(folder), meets),
        }
        for words, work in answers.items():
            median, worst = taken(work)
            missed = "" if median <= GOAL else ", missed"
            print(f"{words}: {median * 1e3:.0f} ms, worst {worst * 1e3:.0f} ms (goal 100 ms{missed})")


def _screen(place: Workspace, folder: Path, meets: object) -> dict[str, Callable[[], object]]:
    """The screen's answers, read and painted: another month, a filter, a day and a meeting opened."""
    from PySide6.QtWidgets import QApplication

    from audit_app.app import application

    app = application()
    session = Session(_now)
    session.open(place)
    keeper = PreferenceKeeper(folder / "preferences.json", parent=session)
    context = ScreenContext(session, AtOnce(), Dialogs(), _now, _go, _say, Folders(folder), keeper)
    view = make(context)
    if not isinstance(view, CalendarView):
        raise TypeError(view)
    view.resize(1280, 720)
    view.show()
    view.show_with()
    app.processEvents()
    turns = iter(range(10_000))

    def painted(act_: Callable[[], object]) -> Callable[[], None]:
        def work() -> None:
            act_()
            QApplication.processEvents()

        return work

    def turn_month() -> None:
        view.month_requested.emit(1 if next(turns) % 2 else -1)

    def turn_filter() -> None:
        view.source.setCurrentIndex(next(turns) % 3)

    return {
        "another month": painted(turn_month),
        "another kind chosen": painted(turn_filter),
        "a day opened": painted(lambda: view.day_requested.emit(date(2026, 11, 23))),
        "a meeting opened": painted(lambda: view.event_requested.emit(meets)),
    }


def _now() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def _go(_screen: str, /, **_what: object) -> None:
    return None


def _say(_text: str, /, *, button: str = "", on_click: Callable[[], None] | None = None) -> None:
    del button, on_click


if __name__ == "__main__":
    main()
