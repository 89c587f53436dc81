"""What people fill in of an improvement plan on the screen: plan, themes, outcomes, actions, progress; all undone."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.plan_rows import PLAN, Row, rows_of
from audit_app.domain.problems import AppError
from audit_app.domain.timescale import checkpoint_words
from audit_app.screens.improvement import asked
from audit_app.screens.improvement.choosing import Line
from audit_app.screens.improvement.forms import Asked, FormDialog
from audit_app.services.improvement import editing, plans, reporting
from audit_app.store.workspace import Workspace
from audit_app.ui.choice import Choice, Weight

if TYPE_CHECKING:
    from audit_app.screens.improvement.presenter import ImprovementPresenter

_UNDO = "Undo brings it back."
_TARGETS = (
    "The statement also set targets in time. Reports and charts compare with them once they are kept; a target of "
    "your own for the same figure stays. Targets of days lost and staff trained come once their measures are on the "
    "scorecard."
)
_TARGET_CHOICES = (
    Choice("with", "With its targets", Weight.MAIN),
    Choice("without", "The plan alone"),
    Choice("no", "Cancel"),
)


class PlanChanging(QObject):
    """Lives as long as the presenter, which shows what came of it."""

    def __init__(self, presenter: "ImprovementPresenter") -> None:
        super().__init__(presenter)
        self._presenter, self._view = presenter, presenter.view
        view, table = presenter.view, presenter.view.table
        view.plan_requested.connect(self.change_plan)
        view.begin_requested.connect(self.begin)
        view.example_requested.connect(self.load)
        view.remove_requested.connect(self.remove_plan)
        table.add_theme_requested.connect(self.add_theme)
        table.add_outcome_requested.connect(self.add_outcome)
        table.add_action_requested.connect(self.add_action)
        table.checkpoint_requested.connect(self.add_checkpoint)
        drawer = table.drawer
        drawer.edit_requested.connect(self.edit_action)
        drawer.outcome_requested.connect(self.edit_outcome)
        drawer.theme_requested.connect(self.edit_theme)
        drawer.report_requested.connect(self.report)

    def begin(self) -> None:
        """Ask for the title of an empty plan."""
        made: list[str] = []

        def keep(values: dict[str, Any]) -> None:
            first = values.get("checkpoint")
            title, about = values.get("title") or "", values.get("about") or ""

            def begin(workspace: Workspace) -> None:
                made.append(plans.begin(workspace, title, about=about))
                if first:
                    reporting.add_checkpoint(workspace, made[0], str(first))

            self._presenter.context.session.write(begin)

        fields = (*asked.PLAN[:2], *asked.CHECKPOINT)
        self.run(FormDialog("New improvement plan", fields, {}, keep, yes="&Begin the plan"))
        if made:
            self._presenter.choose(made[0])

    def load(self, example: str) -> None:
        """Keep an example as a plan, with its targets in time where the person wants them."""
        made: list[str] = []
        with_targets = self._wants_targets(example)
        if with_targets is None:
            return

        def load(workspace: Workspace) -> None:
            made.append(plans.load_example(workspace, example, with_targets=with_targets))

        if self._presenter.write(load, "The example is loaded. Undo takes it away."):
            self._presenter.choose(made[0])

    def change_plan(self) -> None:
        """Ask for title, source and month of the refresh."""
        held = self._presenter.plan
        if held is not None:
            plan_id, fields = held.id, dict(rows_of(held)[0].fields)
            self._ask("The improvement plan", asked.PLAN, fields, lambda w, v: plans.change_plan(w, plan_id, v))

    def remove_plan(self) -> None:
        """Take the plan away, after asking."""
        held = self._presenter.plan
        if held is None:
            return
        text = f"{held.title} goes from the lists with everything that stands in it. {_UNDO}"
        if self._presenter.context.dialogs.confirm("Take the plan away", text, "Take away", danger=True):
            plan_id = held.id
            self._presenter.write(lambda workspace: plans.remove_plan(workspace, plan_id), f"The plan is gone. {_UNDO}")

    def add_theme(self) -> None:
        """Ask for a theme."""
        if (held := self._presenter.plan) is not None:
            plan_id = held.id
            used = {one.letter for one in held.themes}
            free = next((chr(at) for at in range(65, 91) if chr(at) not in used), "")
            self._add("Add a theme", asked.THEME, {"letter": free}, lambda w, v: editing.add_theme(w, plan_id, v))

    def add_outcome(self) -> None:
        """Ask for a required outcome of the theme that the list is on, else of the last."""
        held, line = self._presenter.plan, self._line()
        if held is None or not held.themes:
            self._view.say("Add a theme first: a required outcome stands in one.")
            return
        theme = line.theme if line is not None else held.themes[-1]
        plan_id, number = held.id, str(len(theme.outcomes) + 1)
        title = f"Add a required outcome to theme {theme.letter}"
        self._add(title, asked.OUTCOME, {"number": number}, lambda w, v: editing.add_outcome(w, plan_id, theme.id, v))

    def add_action(self) -> None:
        """Ask for an action of the outcome that the list is on, else of the last."""
        held, line = self._presenter.plan, self._line()
        every = [(theme, outcome) for theme in held.themes for outcome in theme.outcomes] if held is not None else []
        if held is None or not every:
            self._view.say("Add a theme and a required outcome first: an action stands in one.")
            return
        theme, outcome = every[-1]
        if line is not None and line.outcome is not None:
            theme, outcome = line.theme, line.outcome
        plan_id, title = held.id, f"Add an action to {theme.letter}{outcome.number}"
        fields = asked.ACTION[:-3]
        self._add(title, fields, {}, lambda w, v: editing.add_action(w, plan_id, outcome.id, v))

    def add_checkpoint(self) -> None:
        """Ask for one more checkpoint."""
        held = self._presenter.plan
        if held is not None:
            plan_id = held.id
            self._ask(
                "Add a checkpoint",
                asked.CHECKPOINT,
                {},
                lambda w, v: reporting.add_checkpoint(w, plan_id, str(v.get("checkpoint") or "")),
            )

    def edit_action(self) -> None:
        """Ask for every cell of the action that is open."""
        line = self._line()
        if line is not None and line.placed is not None:
            self._edit(f"Edit {line.label}", asked.ACTION, line.placed.action.id)

    def edit_outcome(self) -> None:
        """Ask for the words of its outcome."""
        line = self._line()
        if line is not None and line.outcome is not None:
            self._edit(f"Edit the outcome {line.theme.letter}{line.outcome.number}", asked.OUTCOME, line.outcome.id)

    def edit_theme(self) -> None:
        """Ask for its theme."""
        if (line := self._line()) is not None:
            self._edit(f"Edit theme {line.theme.letter}", asked.THEME, line.theme.id)

    def report(self, checkpoint: str) -> None:
        """Ask how far the action is at a checkpoint."""
        held, line = self._presenter.plan, self._line()
        if held is None or line is None or line.placed is None:
            return
        plan_id, action_id = held.id, line.placed.action.id
        told = line.placed.action.at(checkpoint)
        status = told.status.value if told.status is not None else None
        values = {"status": status, "comment": told.comment or None, "evidence": told.evidence or None}
        title = f"{line.label} at {checkpoint_words(checkpoint)}"
        self._ask(title, asked.PROGRESS, values, lambda w, v: reporting.report(w, plan_id, action_id, checkpoint, v))

    def run(self, dialog: FormDialog) -> None:
        """Show a dialog."""
        self._view.say("")
        self._presenter.context.dialogs.run(dialog)
        dialog.deleteLater()

    def _wants_targets(self, example: str) -> bool | None:
        """Whether the example's targets come too, asked where there are any to keep; None to leave it."""
        context = self._presenter.context
        try:
            targets = context.session.read(lambda workspace: plans.targets_to_load(workspace, example))
        except AppError as error:
            self._view.say(error.message)
            return None
        if not targets:
            return False
        names = "\n".join(f"• {one.name.removeprefix('Written statement: ')}" for one in targets)
        taken = context.dialogs.choose("Load the example", f"{_TARGETS}\n\n{names}", _TARGET_CHOICES)
        return {"with": True, "without": False}.get(taken or "")

    def _edit(self, title: str, fields: Sequence[Asked], row_id: str) -> None:
        held = self._presenter.plan
        row = _row_of(held, row_id) if held is not None else None
        if held is not None and row is not None:
            plan_id = held.id
            self._ask(title, fields, dict(row.fields), lambda w, v: editing.change(w, plan_id, row_id, v))

    def _add(
        self,
        title: str,
        fields: Sequence[Asked],
        values: dict[str, Any],
        act: Callable[[Workspace, dict[str, Any]], str],
    ) -> None:
        """Ask for something new, which has every field that is filled in, those offered too."""
        made: list[str] = []

        def add(workspace: Workspace, found: dict[str, Any]) -> None:
            made.append(act(workspace, {**values, **found}))

        self._ask(title, fields, values, add)
        if made:
            table = self._view.table.table
            if table.select(lambda line: made[0] in (line.id, line.outcome.id if line.outcome else "")):
                self._presenter.open_line(table.current())

    def _ask(
        self,
        title: str,
        fields: Sequence[Asked],
        values: dict[str, Any],
        act: Callable[[Workspace, dict[str, Any]], Any],
    ) -> None:
        session = self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            session.write(lambda workspace: act(workspace, found))

        self.run(FormDialog(title, fields, values, keep, self._view.window()))

    def _line(self) -> Line | None:
        return self._view.table.current()


def _row_of(held: ImprovementPlan, row_id: str) -> Row | None:
    return next((row for row in rows_of(held) if row.id == row_id and row.kind != PLAN), None)
