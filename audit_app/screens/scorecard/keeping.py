"""What is kept from the Scorecard: the catalogue, own measures, values, targets, notes; each is undone by words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.screens.scorecard.measure_dialog import MeasureDialog
from audit_app.screens.scorecard.value_dialog import ValueDialog
from audit_app.screens.scorecard.view import ScorecardView
from audit_app.services.measures.importing import MeasuresImported, import_measures
from audit_app.services.measures.keeping import add_measure, change_measure, end_measure, load_catalogue
from audit_app.services.measures.scorecard import Line, themes_of
from audit_app.services.measures.values import remove_value, type_value
from audit_app.services.reports.commentary import comment, remove_comment
from audit_app.services.timeliness.trajectories import found_trajectory, keep, remove
from audit_app.store.workspace import Workspace
from audit_app.ui.choice import Choice, Weight
from audit_app.ui.screen import ScreenContext
from audit_app.ui.target_dialog import TargetDialog
from scoring.timeliness.trajectories import Trajectory, basis_for

_FILES = ("Measures (*.csv *.xlsx *.xlsm)",)
_TARGETS = "with_targets"


class Keeping(QObject):
    """Asks, keeps and says what came of it; what is shown follows the session's own signal."""

    def __init__(self, view: ScorecardView, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        drawer = view.drawer
        view.load_requested.connect(self.load)
        view.import_requested.connect(self.take_file)
        view.add_requested.connect(self.add)
        view.leaving.connect(self.leave)
        drawer.type_value.connect(self.type_value)
        drawer.change_value.connect(self.change_value)
        drawer.remove_value.connect(self.remove_value)
        drawer.set_target.connect(self.set_target)
        drawer.remove_target.connect(self.remove_target)
        drawer.change_measure.connect(self.change_measure)
        drawer.end_measure.connect(self.end_measure)
        drawer.note.keep_requested.connect(self.keep_note)
        drawer.note.remove_requested.connect(self.remove_note)

    def load(self) -> None:
        """Load the catalogue, with the statement's targets where the person wants them."""
        taken = self._context.dialogs.choose(
            "Load the catalogue of measures",
            "The 50 measures of the written statement's performance framework are added; those that are held stay as "
            "they are. The statement set targets in time for some of them, of 2018 and 2019, which hold from their day "
            "on: 20 weeks, transfers, days lost and staff trained.",
            [
                Choice(_TARGETS, "With the targets", Weight.MAIN),
                Choice("without", "Without targets"),
                Choice("no", "Cancel"),
            ],
        )
        if taken not in (_TARGETS, "without"):
            return
        done = self._write(
            "The catalogue was not loaded", lambda one: load_catalogue(one, with_targets=taken == _TARGETS)
        )
        if done is not None:
            self._context.notify(f"{counted(done.new, 'measure')} added, {done.held} held already.")

    def take_file(self) -> None:
        """Look at a file, say what it would change, and take it in once the person agrees."""
        path = self._context.dialogs.open_file("Choose a file with values of measures", _FILES)
        if path is None:
            return
        try:
            ahead = self._context.session.read(lambda one: import_measures(one, path, dry_run=True))
        except AppError as error:
            self._context.dialogs.fail("Nothing was imported", error)
            return
        if not ahead.changes:
            self._context.dialogs.tell("Nothing to import", _ahead(ahead), details="\n".join(ahead.notes))
        elif self._agrees(path, ahead):
            done = self._write("Nothing was imported", lambda one: import_measures(one, path))
            if done is not None:
                self._context.notify(f"{counted(done.new, 'value')} new, {done.changed} changed. Undo takes them back.")

    def add(self) -> None:
        """Ask for a measure of the area's own."""
        lines = tuple(self._view.table.model.rows)
        dialog = MeasureDialog("Add a measure", None, themes_of(lines), self._view.window())
        made = dialog.made if self._context.dialogs.run(dialog) else None
        dialog.deleteLater()
        if made is not None:
            self._write("The measure was not added", lambda one: add_measure(one, made))

    def change_measure(self) -> None:
        """Ask what of the measure is to be another."""
        line = self._line
        if line is None:
            return
        themes = themes_of(tuple(self._view.table.model.rows))
        dialog = MeasureDialog("Change the measure", line.measure, themes, self._view.window())
        made = dialog.made if self._context.dialogs.run(dialog) else None
        dialog.deleteLater()
        if made is not None:
            self._write("The measure was not changed", lambda one: change_measure(one, made))

    def end_measure(self) -> None:
        """Let it end today, or go on."""
        line = self._line
        if line is not None:
            on = None if line.row.ended else self._today()
            self._write("The measure was not ended", lambda one: end_measure(one, line.measure.code, on))
            if on is not None:
                self._context.notify(f"“{line.measure.title}” has ended. Undo brings it back.")

    def type_value(self) -> None:
        """Ask for a value of the period that is due."""
        if self._line is not None:
            self._ask_value(self._line, self._line.due.text)

    def change_value(self, period: str) -> None:
        """Ask what the value of a period is to be."""
        if self._line is not None:
            self._ask_value(self._line, period)

    def remove_value(self, period: str) -> None:
        """Take a value away; undo brings it back."""
        line = self._line
        if line is not None:
            self._write("The value was not removed", lambda one: remove_value(one, line.measure.code, period))

    def set_target(self) -> None:
        """Ask for the target in time of the measure."""
        line = self._line
        if line is None:
            return
        measure = line.measure
        start = line.trajectory or Trajectory(measure.title[:80], measure.topic, basis_for(measure.topic), None, (), "")
        dialog = TargetDialog(
            f"Target: {measure.title}",
            start,
            self._today(),
            self._view.window(),
            about=((measure.title, measure.topic.partition("@")[0]),),
            hint=f"A line for each: the month and the value in {measure.unit}, such as 2026-12 60.",
        )
        made = dialog.made if self._context.dialogs.run(dialog) else None
        dialog.deleteLater()
        if made is not None:
            self._write("The target was not kept", lambda one: keep(one, made))

    def remove_target(self) -> None:
        """Take the target away; undo brings it back."""
        line = self._line
        if line is None or line.trajectory is None:
            return
        name = line.trajectory.name
        self._write("The target was not removed", lambda one: remove(one, found_trajectory(one, name).id))

    def keep_note(self) -> None:
        """Keep what the owner says of the latest period."""
        self._keep_note()

    def remove_note(self) -> None:
        """Take the note away; undo brings it back."""
        line = self._line
        if line is not None and line.latest is not None:
            period = line.latest.period.period.text
            self._write("The note was not removed", lambda one: remove_comment(one, period, line.measure.topic))

    def keep_typed_note(self) -> bool:
        """Keep a note that was typed; False where it cannot be kept, said beside it."""
        return self._keep_note() if self._view.drawer.note.is_changed else True

    def leave(self) -> None:
        """The screen is left: keep what was typed, or stay."""
        self._view.is_leaving_refused = not self.keep_typed_note()

    @property
    def _line(self) -> Line | None:
        return self._view.drawer.line

    def _keep_note(self) -> bool:
        line, note = self._line, self._view.drawer.note
        if line is None or line.latest is None:
            return True
        words, owner = note.given()
        period = line.latest.period.period.text
        try:
            self._context.session.write(lambda one: comment(one, period, line.measure.topic, words, owner))
        except AppError as error:
            note.show_problem(error.message)
            return False
        return True

    def _ask_value(self, line: Line, period: str) -> None:
        dialog = ValueDialog(line, period, self._today(), self._view.window())
        was_given = self._context.dialogs.run(dialog)
        when, typed = dialog.period, dialog.typed
        dialog.deleteLater()
        if was_given:
            self._write("The value was not kept", lambda one: type_value(one, line.measure.code, when, typed))

    def _agrees(self, path: Path, ahead: MeasuresImported) -> bool:
        choices = [Choice("yes", "Import", Weight.MAIN), Choice("no", "Cancel")]
        taken = self._context.dialogs.choose(
            f"Import {path.name}?", _ahead(ahead), choices, details="\n".join(ahead.notes)
        )
        return taken == "yes"

    def _write(self, failed: str, act: Callable[[Workspace], Any]) -> Any:
        """What the service returns; None where it failed, which is said."""
        try:
            return self._context.session.write(act)
        except AppError as error:
            self._context.dialogs.fail(failed, error)
            return None

    def _today(self) -> date:
        return self._context.clock().astimezone().date()


def _ahead(ahead: MeasuresImported) -> str:
    return (
        f"{counted(ahead.rows, 'row')}: {counted(ahead.new, 'value')} new, {ahead.changed} changed, "
        f"{ahead.unchanged} unchanged."
    )
