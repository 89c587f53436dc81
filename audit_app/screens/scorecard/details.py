"""The drawer of one measure: status with its rule, chart, target, exception note, values; it keeps nothing."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from audit_app.screens.scorecard.columns import ValueRow, behind_columns, value_columns
from audit_app.screens.scorecard.note_card import NoteCard
from audit_app.screens.scorecard.wording import (
    QUESTIONS,
    SCHOOLS,
    about_lines,
    behind_rows,
    chart_rows,
    missing_words,
    note_words,
    standing_word,
    target_line,
    why_words,
)
from audit_app.services.measures.scorecard import Line
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.drawer import Drawer
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill, Status
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label
from exports.charts.control_drawn import ControlDrawn
from exports.charts.periods import chart_by, reading_by
from exports.charts.scene import Scene
from exports.measure_words import STANDING_MARKS, axis_of, value_in_full
from exports.plain import shortened
from scoring.control import Direction, Variation, xmr

_MOST_ROWS = 8
_MOST_TITLE = 120
"""Letters of a title at the head; the whole stands in its tooltip."""
_NOTHING = ControlDrawn(xmr(()), (), (), Direction.HIGHER, Variation.TOO_EARLY)


class MeasureDrawer(Drawer):
    """The signals are wishes about the measure that is shown; `change_value` and `remove_value` carry a period."""

    wide = 420
    most_scale = 1.15
    type_value = Signal()
    change_value = Signal(str)
    remove_value = Signal(str)
    set_target = Signal()
    remove_target = Signal()
    change_measure = Signal()
    end_measure = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self.pill = Pill(*Status.OPEN.value, "")
        self.lead, self.detail = label("", "figure"), label("", "caption")
        self.why, self.missing = label("", "soft"), label("", "problem")
        self.chart = ChartFrame("Course", partial(_scene, None))
        self.note = NoteCard()
        self.target = label("")
        self.target_button = button("Set a &target…", self.set_target.emit, icon=Icon.FLAG)
        self.no_target_button = button("Remove the target", self.remove_target.emit, weight="quiet")
        self.no_value = label("No value yet. Type the first one, or import it from a file.", "soft")
        self.values = DataTable("Values of the measure", value_columns(), searchable=False)
        self.type_button = button("T&ype a value…", self.type_value.emit, icon=Icon.ADD)
        self.change_button = button("Chan&ge…", self._change, icon=Icon.EDIT, name="Change the value")
        self.remove_button = button("Remo&ve", self._remove, icon=Icon.DELETE, name="Remove the value")
        self.why_not = label("", "soft")
        self.behind = Card("Behind the value")
        self.schools = DataTable("Highest excluding schools", behind_columns(SCHOOLS), searchable=False)
        self.questions = DataTable("Questions of the survey", behind_columns(QUESTIONS), searchable=False)
        for table in (self.schools, self.questions):
            self.behind.body.addWidget(table)
        self.about, self.about_words = Card("About the measure"), _About()
        self.about.body.addWidget(self.about_words)
        self.change_measure_button = button("Change the &measure…", self.change_measure.emit, icon=Icon.EDIT)
        self.end_button = button("&End the measure", self.end_measure.emit, weight="quiet")
        self._lay_out()
        self.values.row_chosen.connect(lambda _row: self._change())
        self.values.row_current.connect(self._follow_value)
        self.values.view.installEventFilter(self)

    def show_line(self, line: Line, *, is_new: bool) -> None:
        """Come up with a measure; the note's words stay where the same one is shown again and something was typed."""
        self.line = line
        self.pill.show_mark(*STANDING_MARKS[line.judged.standing], standing_word(line))
        lead, detail = value_in_full(line.measure, line.latest)
        period = line.latest.period.name if line.latest is not None else ""
        self.lead.setText(lead)
        self.detail.setText(", ".join(part for part in (period, detail) if part))
        for part in (self.lead, self.detail):
            part.setVisible(line.latest is not None)
        self.why.setText(why_words(line))
        said = " ".join(part for part in (missing_words(line), note_words(line)) if part)
        self.missing.setText(said)
        self.missing.setVisible(bool(said))
        self.target.setText(target_line(line))
        self._show_chart(line)
        self.note.show_line(line, is_new=is_new)
        self._show_values(line)
        self._show_about(line)
        self.end_button.setText("&Go on with the measure" if line.row.ended else "&End the measure")
        self.open_with(shortened(line.measure.title, _MOST_TITLE))
        self.title.setToolTip(line.measure.title)
        if is_new:
            self.area.verticalScrollBar().setValue(0)

    def show_rights(self, *, may_manage: bool, why_not: str) -> None:
        """Whether the person may keep values and targets, and why not; what the app counts is not typed."""
        line = self.line
        if line is None:
            return
        is_counted = line.measure.source.is_counted
        self._may_type = may_manage and (not is_counted or line.takes_past)
        self.type_button.setEnabled(self._may_type)
        self.target_button.setEnabled(may_manage and line.measure.direction is not Direction.NEITHER)
        self.target_button.setText("Change the &target…" if line.trajectory is not None else "Set a &target…")
        self.no_target_button.setEnabled(may_manage and line.trajectory is not None)
        for made in (self.change_measure_button, self.end_button):
            made.setEnabled(may_manage)
        said = why_not or ("The app counts this measure itself." if is_counted and not line.takes_past else "")
        self.why_not.setText(said)
        self.why_not.setVisible(bool(said))
        self._follow_value(self.values.current())

    def forget(self) -> None:
        """Show nothing, and go."""
        self.line = None
        self.note.forget()
        for part in (self.lead, self.detail, self.why, self.missing, self.target, self.title):
            part.clear()
        self.chart.show_scene(partial(_scene, None))
        for table in (self.values, self.schools, self.questions):
            table.set_rows(())
        self.about_words.clear()
        self.setAccessibleName("")
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 changes the value of the row, Delete takes it away."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.values.view:
            if event.key() == Qt.Key.Key_F2:
                self._change()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._may_type = False
        values = Card("Values")
        keys = FlowRow(self.type_button, self.change_button, self.remove_button)
        for one in (self.no_value, self.values, keys, self.why_not):
            values.body.addWidget(one)
        for part in (
            FlowRow(self.pill),
            self.lead,
            self.detail,
            self.why,
            self.missing,
            self.chart,
            self.target,
            FlowRow(self.target_button, self.no_target_button),
            self.note,
            values,
            self.behind,
            self.about,
            FlowRow(self.change_measure_button, self.end_button),
        ):
            self.body.addWidget(part)

    def _show_chart(self, line: Line) -> None:
        drawn, how = line.drawn, line.measure.frequency.value
        self.chart.rename(f"Course: {line.measure.title}")
        self.chart.set_title("Course")
        number = len(line.points)
        self.chart.setVisible(bool(number))
        self.chart.show_scene(
            partial(_scene, line),
            unit=line.measure.unit,
            count=f"{number} {how}{'s' if number != 1 else ''}",
            note=reading_by(how, drawn, axis_of(line.measure, drawn)) or "No value yet: there is no course to draw.",
            rows=chart_rows(line),
        )

    def _show_values(self, line: Line) -> None:
        targets = line.drawn.targets or (None,) * len(line.points)
        rows: list[ValueRow] = [(line, one, target) for one, target in zip(line.points, targets, strict=True)]
        self.values.set_rows(list(reversed(rows)))
        self.values.setVisible(bool(rows))
        self.no_value.setVisible(not rows)
        shown = min(max(len(rows), 2), _MOST_ROWS)
        self.values.set_height_in_rows(shown, shown)
        self.values.select(lambda _row: True)

    def _follow_value(self, row: ValueRow | None) -> None:
        is_held = row is not None and row[1].held is not None
        for made in (self.change_button, self.remove_button):
            made.setEnabled(self._may_type and is_held)
        title, rows = behind_rows(row[1] if row is not None else None)
        self.behind.setVisible(bool(rows))
        if row is not None and rows:
            self.behind.set_title(f"{title}, {row[1].value.period.name}")
        for table, heads in ((self.schools, SCHOOLS), (self.questions, QUESTIONS)):
            told = rows[1:] if rows and rows[0] == heads else []
            table.set_rows(told)
            table.setVisible(bool(told))
            shown = min(max(len(told), 2), _MOST_ROWS + 2)
            table.set_height_in_rows(shown, shown)

    def _show_about(self, line: Line) -> None:
        told = (f"{name}: {words}" if name else words for name, words in about_lines(line))
        self.about_words.tell("\n".join(told))

    def _change(self) -> None:
        row = self.values.current()
        if row is not None and self.change_button.isEnabled():
            self.change_value.emit(row[1].value.period.text)

    def _remove(self) -> None:
        row = self.values.current()
        if row is not None and self.remove_button.isEnabled():
            self.remove_value.emit(row[1].value.period.text)


class _About(QLabel):
    """The words about a measure, never lower than they need: the tables above take what room there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def tell(self, words: str) -> None:
        """Say this from now on."""
        self.setText(words)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


def _scene(line: Line | None, width: float) -> Scene:
    if line is None:
        return Scene(width, 1, (), "No measure is shown.")
    return chart_by(line.measure.frequency.value, line.drawn, axis_of(line.measure, line.drawn), width)
