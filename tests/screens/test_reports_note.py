"""The reports screen: what is done next, typed for the note after a board; on its page, in its files, nowhere else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, context_for, light_workspace
from screen_checks import least_width, nameless

from audit_app.domain.period import add_months
from audit_app.screens.reports import ReportsPresenter, ReportsView
from audit_app.services.reports.you_said import MOST_LETTERS
from audit_app.ui.screen import ScreenContext
from exports.pdf.pictures import pages_told
from scoring.figures import Audience

SHOWN = tuple[ReportsView, ScreenContext, Path]
WORDS = "Every casework team gets one supervised redraft a month, and families see the draft first."


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[SHOWN]:
    """The screen with the note after a board chosen."""
    context, _ = context_for(light_workspace(tmp_path, plans=3))
    view = ReportsView()
    ReportsPresenter(view, context)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(kind="you-said")
    view.form.show_folder(tmp_path / "out")
    yield view, context, tmp_path / "out"
    context.session.lock()


@pytest.fixture
def say(shown: SHOWN, qtbot: QtBot) -> Callable[[str], None]:
    """Types what is done next, and waits until the page follows."""
    view, _, _ = shown

    def typed(words: str) -> None:
        with qtbot.waitSignal(view.form.next.typed):
            view.form.next.words.setPlainText(words)

    return typed


def page(view: ReportsView) -> str:
    return " ".join(" ".join(sheet.words for sheet in view.pages.sheets).split())


def choose(view: ReportsView, kind: str) -> None:
    view.form.kind.setCurrentIndex(view.form.kind.findData(kind))
    view.form.kind.activated.emit(view.form.kind.currentIndex())


def test_the_words_stand_on_the_page_as_they_are_typed_and_in_the_file(
    shown: SHOWN, say: Callable[[str], None]
) -> None:
    view, _, out = shown
    assert WORDS not in page(view)
    say(f"  {WORDS} ")
    assert WORDS in page(view)
    view.form.save_button.click()
    (file,) = out.glob("*.pdf")
    assert WORDS in " ".join(" ".join(one.text for one in pages_told(file.read_bytes())).split())
    say("")
    assert "What happens next" not in page(view)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("x" * (MOST_LETTERS + 1), f"1 to {MOST_LETTERS} letters"),
        ("Redraft EHC-0002 first.", "names the plan EHC-0002"),
    ],
)
def test_words_that_do_not_fit_are_refused_beside_the_field_before_anything_is_released(
    shown: SHOWN, say: Callable[[str], None], words: str, why: str
) -> None:
    view, context, out = shown
    view.form.audiences[Audience.PUBLIC].click()
    say(words)
    assert why in view.form.next.field.problem.text()
    assert view.pages.sheets
    view.form.save_button.click()
    assert isinstance(context.dialogs, FakeDialogs)
    assert context.dialogs.asked == []
    assert not out.exists()
    say(WORDS)
    assert view.form.next.field.problem.isHidden()


def test_letters_are_counted_while_they_are_typed(shown: SHOWN) -> None:
    view, _, _ = shown
    QTest.keyClicks(view.form.next.words, "More")
    assert view.form.next.count.text() == f"4 of {MOST_LETTERS} letters"
    view.form.next.words.setPlainText("x" * 601)
    assert view.form.next.count.text() == f"601 of {MOST_LETTERS} letters, too many"


def test_the_field_is_the_notes_alone_and_keeps_its_words_until_the_workspace_is_locked(
    shown: SHOWN, say: Callable[[str], None]
) -> None:
    view, _, _ = shown
    say(WORDS)
    choose(view, "monthly")
    assert not view.form.next.isVisible()
    assert view.form.saving().following == ""
    assert WORDS not in page(view)
    choose(view, "you-said")
    assert view.form.next.isVisible()
    assert WORDS in page(view)
    view.drop()
    assert view.form.next.text() == ""


def test_tab_leads_out_of_the_words_and_every_control_has_a_name_and_room(shown: SHOWN) -> None:
    view, _, _ = shown
    view.activateWindow()
    view.form.next.words.setFocus()
    QTest.keyClick(view.form.next.words, Qt.Key.Key_Tab)
    assert view.focusWidget() is not view.form.next.words
    assert nameless(view) == []
    assert least_width(view.page) <= 1080


def test_a_note_between_two_releases_is_saved_without_asking_and_says_that_it_releases_nothing(
    shown: SHOWN, say: Callable[[str], None]
) -> None:
    view, context, out = shown
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [True]
    view.form.audiences[Audience.PUBLIC].click()
    assert "releases nothing" not in view.form.next.field.hint.text()
    view.form.save_button.click()
    assert [title for title, *_ in context.dialogs.asked] == ["Release these figures to the public?"]
    last = view.form.period.period()
    assert last is not None
    after = add_months(last.last.replace(day=1), 1)
    view.form.period.show_months(after, after)
    view.form.changed.emit()
    say(WORDS)
    assert "releases nothing" in view.form.next.field.hint.text()
    assert "releases nothing" in view.form.next.words.accessibleDescription()
    assert "Figures are those released for" in page(view)
    assert WORDS in page(view)
    assert not nameless(view)
    view.form.save_button.click()
    assert len(context.dialogs.asked) == 1
    assert (out / f"you-said_{after:%Y-%m}_public.pdf").exists()
    view.form.audiences[Audience.BOARD].click()
    assert "releases nothing" not in view.form.next.field.hint.text()


def test_issuing_a_note_between_two_releases_does_not_say_that_figures_are_released(shown: SHOWN) -> None:
    view, context, _ = shown
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [True, False]
    view.form.audiences[Audience.PUBLIC].click()
    view.form.save_button.click()
    last = view.form.period.period()
    assert last is not None
    after = add_months(last.last.replace(day=1), 1)
    view.form.period.show_months(after, after)
    view.form.changed.emit()
    view.issuing.issue_button.click()
    assert context.dialogs.asked[-1][0] == "Issue this report?"
    assert "released with it" not in str(context.dialogs.asked[-1])
