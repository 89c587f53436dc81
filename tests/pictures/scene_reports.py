"""Reports in pictures: figures before they are written, what is withheld, what was written or not, and its pages."""

from functools import partial
from pathlib import Path

import pypdfium2
from picture_stage import Stage
from PySide6.QtGui import QImage

from audit_app.screens.reports.view import ReportsView
from scoring.figures import Audience

_PAGES_SCALE = 1.5
PAGES = 4


def reports(stage: Stage) -> None:
    """The figures of the last two months."""
    stage.go("reports", ReportsView)


def withheld(stage: Stage) -> None:
    """The same for the public, with what is withheld and why."""
    view = _view(stage)
    view.form.audiences[Audience.PUBLIC].click()
    bar = view.page.verticalScrollBar()
    stage.settle()
    bar.setValue(bar.maximum())


def written(stage: Stage) -> None:
    """A weekly report in every format."""
    view = stage.go("reports", ReportsView, kind="weekly")
    view.form.audiences[Audience.GROUP].click()
    for box in view.form.formats.values():
        box.setChecked(True)
    view.form.show_folder(_folder(stage))
    view.form.save_button.click()


def commentary(stage: Stage) -> None:
    """What the owner of a figure that went wrong says of it, being typed."""
    view = stage.go("reports", ReportsView)
    view.form.audiences[Audience.GROUP].click()
    stage.settle()
    view.show_commentary()
    view.commentary.owner.setFocus()
    view.commentary.owner.setText("Head of the SEN team")
    view.commentary.words.setPlainText(
        "Half of these plans were written before the new template. It asks for frequency and duration line by line, "
        "and every casework team has used it since the middle of October."
    )


def issuing(stage: Stage) -> None:
    """What is asked before a report is issued."""
    view = stage.go("reports", ReportsView)
    view.card.tabs.setCurrentIndex(0)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.issuing.issue_button.click()


def evidence(stage: Stage) -> None:
    """Everything behind a figure, with the plans' documents: what an inspection asks for."""
    view = stage.go("reports", ReportsView, kind="inspection")
    view.form.audiences[Audience.GROUP].click()
    view.card.tabs.setCurrentIndex(0)
    behind = view.form.behind
    behind.plans.setText("EHC10199")
    behind.figure.setText("Plans where marker F1 is sound or strong")
    behind.documents.setChecked(True)
    behind.figure.setFocus()


def next_words(stage: Stage) -> None:
    """What is done next, on the page of the note after a board while it is typed."""
    view = stage.go("reports", ReportsView, kind="you-said")
    view.form.audiences[Audience.BOARD].click()
    view.form.next.words.setFocus()
    view.form.next.words.setPlainText(
        "Families see the draft a week before the meeting, and every plan says in section F how often and for how long."
    )
    view.form.next.typed.emit()


def not_written(stage: Stage) -> None:
    """A folder that cannot be written into."""
    view = _view(stage)
    taken = stage.machine.home / "Reports of last year"
    taken.write_bytes(b"a file where a folder should be")
    view.form.show_folder(taken)
    view.form.save_button.click()


def page(stage: Stage, number: int) -> QImage:
    """A page of the weekly report's PDF."""
    path = next(_folder(stage).glob("weekly*.pdf"))
    with pypdfium2.PdfDocument(path) as document:
        bitmap = document[number - 1].render(scale=_PAGES_SCALE, rev_byteorder=True)
    data = bytes(bitmap.buffer)
    image = QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
    return image.copy()  # the bytes are let go


page_one, page_two, page_three, page_four = (partial(page, number=number) for number in range(1, PAGES + 1))


def _folder(stage: Stage) -> Path:
    return stage.machine.home / "Documents" / "EHC plan reports"


def _view(stage: Stage) -> ReportsView:
    return stage.screen(ReportsView)
