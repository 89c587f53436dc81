"""The scorecard in pictures: measures by theme, one that is off track, its values, a value typed, nothing yet."""

from picture_stage import Stage

from audit_app.domain.measure_periods import Frequency
from audit_app.domain.measures import Measure, Source
from audit_app.screens.scorecard.view import ScorecardView
from audit_app.services.measures.keeping import add_measure
from scoring.control import Direction

LONG = Measure(
    "long_one",
    "Children and young people whose education, health and care plan was amended after a review meeting held on time",
    "Annual reviews and their outcomes for young people over 16",
    "percent of review meetings",
    Direction.HIGHER,
    Frequency.ACADEMIC_YEAR,
    Source.TYPED,
    "",
    "Review meetings of the academic year after which an amended plan was issued within twelve weeks. " * 4,
    "Strategic lead for vulnerable learners and improvement of annual reviews",
)


def scorecard(stage: Stage) -> None:
    """The measures in rows."""
    stage.go("scorecard", ScorecardView)


def measure(stage: Stage) -> None:
    """One that is at risk, with its course and what its owner says."""
    _open(stage, "days_lost_month")


def values(stage: Stage) -> None:
    """Its values, and what it is."""
    bar = stage.screen(ScorecardView).drawer.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def schools(stage: Stage) -> None:
    """Days lost with the highest excluding schools behind them."""
    _open(stage, "days_lost")
    values(stage)


def typing(stage: Stage) -> None:
    """A value is typed."""
    _open(stage, "neet")
    stage.dialogs.acts = [stage.dialogs.keep]
    stage.screen(ScorecardView).drawer.type_button.click()


def long_title(stage: Stage) -> None:
    """An own measure with long words and no value."""
    stage.window.session.write(lambda held: add_measure(held, LONG))
    stage.settle()
    _open(stage, LONG.code)


def nothing(stage: Stage) -> None:
    """A workspace without a measure."""
    stage.go("scorecard", ScorecardView)


def _open(stage: Stage, code: str) -> None:
    view = stage.screen(ScorecardView)
    view.table.select(lambda line: line.measure.code == code)
    view.measure_chosen.emit(view.table.current())
    stage.settle()
