"""The screen of 2,000 actions with findings and checkpoints: each answer, read, filtered and painted, in 100 ms."""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from audit_app.domain.cycles import Cycle
from audit_app.domain.findings import Finding, FindingKind
from audit_app.jobs import Jobs
from audit_app.machine.folders import Folders
from audit_app.screens.actions import ActionsView, make
from audit_app.screens.actions.lines import Line
from audit_app.services.actions.listing import ActionList, Wanted, actions, chosen, detail
from audit_app.services.actions.opening import finding_ops
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import Seen
from audit_app.session import Session
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import ScreenContext
from benchmarks._workspaces import fill, workspace

ACTIONS, AUDITS = 2_000, 1_000
GOAL, RUNS = 0.1, 9
TODAY = date(2026, 11, 22)
AGENCIES = ("education", "health", "social_care", "coordinator")
STATUSES = ("green", "amber", "red", "grey")
MARKERS = ("F1", "F2", "F3", "C1", "D1", "E1", "K1")


def act(place: Workspace) -> None:
    """Two thousand actions of three years: one in ten about a practice with forty plans, four checkpoints each."""
    chance = random.Random(1)  # noqa: S311 - made-up actions, not secrets
    audits = place.conn.execute("SELECT id, plan_id, framework FROM audit").fetchall()
    ops: list[Op] = []
    for number in range(ACTIONS):
        id_, opened = f"{number:032x}", TODAY - timedelta(days=chance.randint(1, 1_000))
        marker, is_practice = chance.choice(MARKERS), number % 10 == 0
        record = {"opened_on": opened.isoformat(), "opened_by": place.person.id, "cycle": Cycle.MULTI_AGENCY.value}
        ops.append(Op("action", id_, "record", {**record, "framework": audits[0][2]}))
        values = {
            "what": f"Put {marker} right, number {number}, as the guide to good plans of the partnership says.",
            "agency": chance.choice(AGENCIES),
            "team": chance.choice(("North", "South", "East", "West")),
            "owner": f"Owner {number % 37}",
            "due": (opened + timedelta(days=chance.randint(10, 200))).isoformat(),
            "scope": "systemic" if is_practice else "single",
            "figure": f"marker.{marker}.sound",
        }
        ops += [Op("action", id_, name, text) for name, text in values.items()]
        seen = chance.sample(audits, 40 if is_practice else 2)
        ops += finding_ops(id_, [_finding(str(one[0]), str(one[1]), str(one[2]), marker) for one in seen])
        for days in (10, 40, 70, 100):
            part = Ids.part(id_, (opened + timedelta(days=days)).isoformat())
            ops += [Op("action_checkpoint", part, "status", chance.choice(STATUSES))]
            ops += [Op("action_checkpoint", part, "comment", "It goes on as planned.")]
        if number % 2:
            step = {"on": TODAY.isoformat(), "by": place.person.id, "why": "It is over."}
            ops.append(Op("action", id_, "abandoned", step))
    place.door.write("Two thousand actions", ops)


def _finding(audit: str, plan: str, framework: str, marker: str) -> Finding:
    words = f"{marker} is low."
    return Finding(FindingKind.MARKER, words, plan, audit, framework, marker, marker[0], "1")


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds: the median and the worst of nine runs after one that does not count."""
    found = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found[1:]), max(found[1:])


def main() -> None:
    """Measure each answer, the screen's own widgets too."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with workspace() as place, tempfile.TemporaryDirectory() as folder:
        fill(place, AUDITS)
        act(place)
        listed = actions(place)
        practice = f"{0:032x}"
        first = detail(place, practice).findings[0].finding
        answers: dict[str, Callable[[], object]] = {
            "every action read": lambda: actions(place),
            "overdue ones of a practice with a word, chosen": lambda: _chosen(listed),
            "a practice with forty plans read in full, its figure before and after counted": lambda: detail(
                place, practice
            ),
            "a finding proposed as an action, the same defect looked for": lambda: propose(place, [Seen(first)]),
            **_screen(place, Path(folder)),
        }
        for words, work in answers.items():
            median, worst = taken(work)
            missed = "" if median <= GOAL else ", missed"
            print(f"{words}: {median * 1e3:.0f} ms, worst {worst * 1e3:.0f} ms (goal 100 ms{missed})")


def _chosen(listed: ActionList) -> object:
    return chosen(listed, Wanted("overdue", systemic=True, words="good plans"))


def _screen(place: Workspace, folder: Path) -> dict[str, Callable[[], object]]:
    """The screen's answers, painted: shown, another standing, a search, one opened, the next one by the arrow."""
    from PySide6.QtWidgets import QApplication

    from audit_app.app import application

    app = application()
    session = Session(lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    session.open(place)
    keeper = PreferenceKeeper(folder / "preferences.json", parent=session)
    context = ScreenContext(
        session, Jobs(), Dialogs(), lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC), _go, _say, Folders(folder), keeper
    )
    view = make(context)
    if not isinstance(view, ActionsView):
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

    def open_next() -> None:
        line = view.table.model.rows[next(turns) % 50]
        if isinstance(line, Line):
            view.action_requested.emit(line)

    def turn_standing() -> None:
        view.standing.setCurrentIndex(0 if view.standing.currentIndex() else view.standing.count() - 1)

    return {
        "the screen shown": painted(view.show_with),
        "another standing chosen, all 2,000 or the open ones": painted(turn_standing),
        "a letter of a search": painted(lambda: view.table.search.setText(f"number {next(turns) % 10}")),
        "an action opened": painted(open_next),
    }


def _go(_screen: str, /, **_what: object) -> None:
    return None


def _say(_text: str, /, *, button: str = "", on_click: Callable[[], None] | None = None) -> None:
    del button, on_click


if __name__ == "__main__":
    main()
