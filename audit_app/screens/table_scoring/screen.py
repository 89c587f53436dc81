"""The screen of scoring round a table put together: the view's wishes lead to the presenter."""

from collections.abc import Sequence

from audit_app.screens.table_scoring.presenter import TablePresenter
from audit_app.screens.table_scoring.view import TableView
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import ScreenContext
from audit_app.ui.shortcuts import ShortcutSheet


class TableScreen(TableView):
    """`show_with(round_id=…)`, and `person=…` where one of its members begins at once."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = TablePresenter(context, self, self)
        self._join()

    def show_with(self, **what: object) -> None:
        """Show a round; with nothing, the one that was shown last."""
        self.presenter.show(str(what.get("round_id") or ""), str(what.get("person") or ""))

    def can_leave(self) -> bool:
        """Ask where something is not sealed; whoever locks is not asked, and it is gone."""
        return self.presenter.can_leave()

    def unsaved(self) -> Sequence[str]:
        """That something is not sealed."""
        return self.presenter.unsaved

    def drop(self) -> None:
        """Forget everything that was read or typed."""
        self.presenter.drop()

    def commands(self) -> Sequence[Command]:
        """What the palette offers while somebody speaks."""
        if self.presenter.typed is None:
            return ()
        return (Command("Seal this plan and go on", "Round the table", self.presenter.seal, "Ctrl+Enter", Icon.LOCK),)

    def _join(self) -> None:
        presenter = self.presenter
        self.answer_chosen.connect(presenter.choose_answer)
        self.evidence_left.connect(presenter.leave_evidence)
        self.cause_chosen.connect(presenter.choose_cause)
        self.text_left.connect(presenter.leave_text)
        self.share_toggled.connect(presenter.share)
        self.tick_toggled.connect(presenter.tick)
        self.state_chosen.connect(presenter.choose_state)
        self.member_chosen.connect(presenter.begin)
        self.seal_requested.connect(presenter.seal)
        self.members_requested.connect(presenter.to_members)
        self.round_requested.connect(presenter.to_round)
        self.keys_requested.connect(self._show_keys)

    def _show_keys(self) -> None:
        self._context.dialogs.run(ShortcutSheet(self.keys(), self))
