"""Reading copies and family voice in pictures: a copy decided and read through, what families said, the form."""

from datetime import date, timedelta
from functools import partial
from operator import is_

from picture_machine import NOW
from picture_stage import Stage
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QPushButton

from audit_app.screens.family_voice.view import VoiceView
from audit_app.screens.plans.copies_dialog import CopyDialog
from audit_app.screens.plans.view import PlansView
from audit_app.services.family_voice import How, VoiceGiven, Who, add_conversation
from scoring.copies.kinds import Decision, Kind

QUOTE = "They listened, and the plan says what helps her and who does it."
ANSWERS = ((4, 4, 3, 3, 4), (3, 4, 2, 1, 2), (4, 3, 3, 4, 4), (2, 3, 1, 2, 3), (4, 4, 4, 3, 3), (3, 2, 2, 4, 3))
ASKED = ("listened", "recognised", "clear", "happening", "difference")


def deciding(stage: Stage) -> QImage | None:
    """A plan's words with every replacement marked, before the doubtful ones are decided."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    _make(stage)
    return stage.dialogs.kept


def reading(stage: Stage) -> QImage | None:
    """The copy as its reader will see it."""

    def decide(dialog: QDialog) -> bool:
        assert isinstance(dialog, CopyDialog)
        for line in dialog.table.model.rows:
            if line.finding is not None and line.finding.kind is Kind.CHILD:
                dialog.table.select(partial(is_, line))
                dialog.decide(Decision.REPLACE)
        dialog.decide_rest(Decision.KEEP)
        return True

    stage.dialogs.acts += [decide, stage.dialogs.keep]
    _make(stage)
    return stage.dialogs.kept


def said(stage: Stage) -> None:
    """What six families said."""
    stage.window.toast.hide()  # it tells of the copy
    rows = stage.go("plans", PlansView).table.model.rows
    for number, levels in enumerate(ANSWERS):
        given = VoiceGiven(
            rows[number].row.plan_ref,
            _day(number),
            [*How][number % 3],
            [*Who][number % 2],
            consent=True,
            quote_consent=number == 0,
            answers=dict(list(zip(ASKED, levels, strict=True))[: 5 - number % 2]),
            quote=QUOTE if number % 3 == 0 else "",
        )
        stage.window.session.write(partial(add_conversation, given=given))
    _voice(stage).table.view.setFocus()


def noting(stage: Stage) -> None:
    """One conversation being noted."""
    view = _voice(stage)
    view.add_button.click()
    form = view.form
    form.consent.setChecked(True)
    form.plan.setText(view.table.model.rows[0].plan_ref)
    for box, level in zip(form.answers.values(), (4, 3, 0, 2, 3), strict=True):
        box.setCurrentIndex(level)
    form.quote.setPlainText(QUOTE)
    form.may_quote.setFocus()


def nothing(stage: Stage) -> None:
    """No family was asked yet."""
    _voice(stage)


def _voice(stage: Stage) -> VoiceView:
    """The screen, which no button of the navigation leads to."""
    stage.window.go("family_voice")
    stage.settle()
    return stage.screen(VoiceView)


def _day(number: int) -> date:
    return NOW.date() - timedelta(days=3 * number + 1)


def _make(stage: Stage) -> None:
    """Ask for a reading copy of the first plan that has a document."""
    conn = stage.window.session.workspace.conn
    sql = "SELECT e.plan_ref FROM document d JOIN entry e ON e.id = d.plan_id WHERE d.role = 'plan' ORDER BY 1 LIMIT 1"
    view = stage.go("plans", PlansView, plan_ref=conn.execute(sql).fetchone()[0])
    stage.settle()
    buttons = view.drawer.documents.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Make a reading copy…").click()
    stage.settle()
