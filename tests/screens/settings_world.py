"""What tests of the settings share: the screen over a workspace of Mary's with Tom in it, and what is typed into it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace

from audit_app.domain.people import Agency, Role
from audit_app.screens.settings import SettingsView, make
from audit_app.services.samples.sampling import sample
from audit_app.store import keyring
from audit_app.store.access import events
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.fields import Field
from audit_app.ui.screen import ScreenContext

TOMS = "tom has a long passphrase"


@dataclass(frozen=True, slots=True)
class Shown:
    """The settings as they are shown, and everything around them."""

    view: SettingsView
    context: ScreenContext
    visits: Visits
    place: Place

    @property
    def dialogs(self) -> FakeDialogs:
        """Whose answers are given by the test."""
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    def go(self, part: str) -> SettingsView:
        """Another part."""
        self.view.show_with(part=part)
        return self.view

    def noted(self, act: str) -> list[str]:
        """What the access log has of this act, the oldest first."""
        return [one.thing for one in events(self.context.session.workspace.conn) if one.act == act]

    def newest_change(self) -> tuple[str, str]:
        """Label and reason of the newest change."""
        row = self.context.session.workspace.conn.execute(
            "SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1"
        ).fetchone()
        return str(row[0]), str(row[1])

    def open_as_tom(self) -> None:
        """Tom, an auditor, in Mary's place."""
        self.context.session.lock()
        self.context.session.open(open_workspace(self.place.folder, TOMS, self.place.means, person="Tom"))


def with_tom(base: Path, *roles: Role, plans: int = 3) -> Place:
    """Mary's workspace, in which Tom can open it."""
    place = light_workspace(base, plans)
    with place.open() as workspace:
        keyring.add(
            workspace, PersonDetails("Tom", Agency.HEALTH, frozenset(roles or {Role.AUDITOR}), ("North",)), TOMS
        )
    return place


def with_a_sample(base: Path) -> Place:
    """The same with a weekly sample."""
    place = with_tom(base, plans=12)
    with place.open() as workspace:
        sample(workspace, cycle="weekly", size=6, seed="s", on=date(2026, 11, 22))
    return place


def settings_shown(place: Place, qtbot: QtBot, *, held: bool = False) -> Iterator[Shown]:
    """The screen, and at the end the lock; with `held` work in the background waits until the test lets it go."""
    context, visits = context_for(place)
    if held:
        context = replace(context, jobs=HeldJobs())
    view = make(context)
    assert isinstance(view, SettingsView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield Shown(view, context, visits, place)
    context.session.lock()


def let_go(shown: Shown) -> None:
    """Let everything that waits in the background run to its end."""
    jobs = shown.context.jobs
    assert isinstance(jobs, HeldJobs)
    while jobs.held:
        jobs.let_go()


def type_into(field: Field, text: str) -> None:
    """Type into a field."""
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)
