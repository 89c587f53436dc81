"""What the tests of the thread screen share: a review whose plan has a document, the screen in a window, and keys."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plan_document import SHORT as ROWS
from plan_document import UP_TO_THE_TABLE, write_docx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace

from audit_app.screens.thread import make
from audit_app.screens.thread.cards import Card
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.auditing import open_audit
from audit_app.services.plan_documents import import_plan
from audit_app.ui.screen import ScreenContext
from scoring.thread.model import ItemRole

REF, ON = "EHC-0001", date(2026, 11, 23)


def plan_file(folder: Path) -> Path:
    """A short plan: an aspiration, two rows of need, provision and outcome, and a line in G."""
    nurse = "The school nurse teaches staff to use his inhaler once a year."
    return write_docx(folder / "plan.docx", *UP_TO_THE_TABLE, ROWS, "## Section G: Health care provision", nurse)


def thread_workspace(base: Path, *, with_plan: bool = True) -> tuple[Place, str]:
    """A workspace with one review that is open, and its plan's document; returns the review's id too."""
    place = light_workspace(base, plans=1)
    with closing(place.open()) as workspace:
        review = open_audit(workspace, plan_ref=REF, cycle="multi-agency", on=ON).review_id
        if with_plan:
            import_plan(workspace, REF, plan_file(base))
    return place, review


@dataclass
class Desk:
    """The screen as one person sees it."""

    screen: ThreadScreen
    context: ScreenContext
    visits: Visits

    @property
    def dialogs(self) -> FakeDialogs:
        """The fake that answers questions."""
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    def type(self, text: str) -> None:
        """Press the key of each character; a line break is Enter."""
        for character in text:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus(), character)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(self.focus(), key, held)

    def focus(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.screen

    def cards(self, role: ItemRole) -> tuple[Card, ...]:
        """The cards of a column, proposals too."""
        return self.screen.presenter.board.columns[role]

    @property
    def current(self) -> Card:
        """The current card."""
        return self.screen.presenter.board.by_id[self.screen.presenter.marks.current]

    def at(self, role: ItemRole, number: int) -> Card:
        """Go to a card."""
        card = self.cards(role)[number]
        self.screen.presenter.go_to(card.id)
        return card

    def links(self) -> set[tuple[str, str]]:
        """The links of the board, by the first words of both cards."""
        page = self.screen.presenter.page
        assert page is not None
        named = {item.id: item.words[:22] for item in page.thread.items}
        return {(named[link.first], named[link.second]) for link in page.thread.links}

    def accept_all(self) -> None:
        """Accept every proposal."""
        self.screen.header.accept_all.click()
        self.screen.take_focus()


@contextmanager
def desk(place: Place, review: str, qtbot: QtBot, *answers: object) -> Iterator[Desk]:
    """The screen in a window of its own, with the keys on the board; locked at the end."""
    context, visits = context_for(place)
    screen = make(context)
    assert isinstance(screen, ThreadScreen)
    qtbot.addWidget(screen)
    screen.resize(1080, 660)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    made = Desk(screen, context, visits)
    made.dialogs.answers.extend(answers)
    screen.show_with(review_id=review)
    screen.take_focus()
    yield made
    screen.drop()
    context.session.lock()
    context.session.deleteLater()
