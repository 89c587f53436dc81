"""Agreement in pictures: the headline, the square of agencies, markers, round by round, and nothing yet."""

from picture_stage import Stage

from audit_app.screens.agreement.view import MARKERS, PAIRS, REWORDING, ROUNDS, AgreementView


def headline(stage: Stage) -> None:
    """Every round: counts, coefficients, and how to read them."""
    stage.go("agreement", AgreementView)


def pairs(stage: Stage) -> None:
    """One round, the agencies two by two."""
    view = stage.screen(AgreementView)
    view.asked.round.setCurrentIndex(1)
    view.asked.round.activated.emit(1)
    _turn(stage, PAIRS)


def markers(stage: Stage) -> None:
    """Markers, the least alike first."""
    _turn(stage, MARKERS)


def rounds(stage: Stage) -> None:
    """Round by round."""
    _turn(stage, ROUNDS)


def rewording(stage: Stage) -> None:
    """Markers to reword, and where it lies."""
    _turn(stage, REWORDING)


def nothing(stage: Stage) -> None:
    """No round with two raters yet."""
    stage.go("agreement", AgreementView)


def _turn(stage: Stage, tab: int) -> None:
    view = stage.screen(AgreementView)
    view.tabs.setCurrentIndex(tab)
    stage.settle()
    view.page.ensureWidgetVisible(view.pages[tab])
    view.page.verticalScrollBar().setValue(view.tabs.y())
