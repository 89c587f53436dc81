"""The behaviour of commentary: a figure is chosen, words are typed as a draft, kept as one change, or taken away."""

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.reports.commentary_drafts import CommentDrafts
from audit_app.screens.reports.commentary_lines import CommentLine, Typed, lines_of, why_none
from audit_app.screens.reports.commentary_panel import CommentaryPanel
from audit_app.services.reports.commentary import comment, publish, remove_comment
from audit_app.ui.screen import ScreenContext
from exports.content import Content

_DRAFT = "This is a draft of yours, kept on this machine: no report has it yet."
_WHO = "Owners, moderators, chairs and casework team managers write here."
_READING = "This window may only read."


class CommentaryPresenter(QObject):
    """Lives as long as its panel."""

    def __init__(self, panel: CommentaryPanel, context: ScreenContext) -> None:
        super().__init__(panel)
        self._panel, self._context = panel, context
        self._lines: dict[str, CommentLine] = {}
        self._period = self._topic = ""
        self._drafts = CommentDrafts(context.session, context.clock, self)
        panel.figure_chosen.connect(self.choose)
        panel.typed.connect(self.type)
        panel.save_requested.connect(self.save)
        panel.remove_requested.connect(self.remove)
        panel.public_requested.connect(self.publish)
        panel.show_none("")

    def show(self, told: Content) -> None:
        """A report was counted: its figures to choose from, the one that is chosen kept."""
        if why := why_none(told):
            self.wait(why)
            return
        lines = lines_of(told)
        self._lines = {one.topic: one for one in lines}
        self._period = told.head.period
        self._drafts.turn_to(self._period)
        self._panel.show_lines(lines, self._topic)
        self._topic = self._panel.topic
        self._show()

    def wait(self, why: str = "") -> None:
        """There is no report to say something of, or not yet; what was typed is kept."""
        self._drafts.keep()
        self._lines = {}
        self._panel.show_none(why)

    def choose(self, topic: str) -> None:
        """Another figure: what was typed of the one before stays its draft."""
        self._topic = topic
        self._show()

    def type(self, typed: Typed) -> None:
        """A key was pressed in the fields."""
        if self._topic in self._lines and self._against() == "":
            self._drafts.type(self._topic, typed)
            self._panel.say_draft(_DRAFT)
            self._show_public()

    def save(self) -> None:
        """Keep what stands in the fields, as one change."""
        typed, topic, period = self._panel.given(), self._topic, self._period
        if topic not in self._lines:
            return
        try:
            self._context.session.write(lambda workspace: comment(workspace, period, topic, typed.words, typed.owner))
        except AppError as error:
            self._panel.words_field.show_problems([error.message])
            self._panel.words.setFocus()
            return
        self._drafts.drop(topic)
        self._show_public()
        self._panel.say_draft("")
        self._panel.words_field.show_problems(())
        self._context.notify("What the owner says is kept, and stands in this period's reports.")

    def remove(self) -> None:
        """Take away what is said of the figure; undo brings it back."""
        topic, period = self._topic, self._period
        if topic not in self._lines:
            return
        try:
            self._context.session.write(lambda workspace: remove_comment(workspace, period, topic))
        except AppError as error:
            self._panel.words_field.show_problems([error.message])
            return
        self._drafts.drop(topic)
        self._context.notify("What the owner said was taken away.")

    def publish(self, may: bool) -> None:
        """The public may read what is kept, or no longer; undo takes that back."""
        topic, period = self._topic, self._period
        if topic not in self._lines:
            return
        try:
            self._context.session.write(lambda workspace: publish(workspace, period, topic, may))
        except AppError as error:
            self._show_public(error.message)
            return
        self._context.notify("The public may read this." if may else "The public does not read this any more.")

    def unsaved(self) -> tuple[str, ...]:
        """What was typed and no report has yet, in words."""
        count = self._drafts.count()
        return (f"What owners say of {count} {'figure' if count == 1 else 'figures'}, as drafts",) if count else ()

    def keep(self) -> bool:
        """The screen is left: drafts are kept now."""
        self._drafts.keep()
        return True

    def forget(self) -> None:
        """The workspace is locked."""
        self._drafts.forget()
        self._lines, self._period, self._topic = {}, "", ""
        self._panel.show_none("")

    def _show(self) -> None:
        line = self._lines.get(self._topic)
        if line is None:
            return
        draft, why_not = self._drafts.of(self._topic), self._against()
        typed = draft or Typed(line.said, line.owner)
        self._panel.show_figure(
            line, typed, draft=_DRAFT if draft is not None else "", may_write=not why_not, why_not=why_not
        )
        self._show_public()

    def _show_public(self, wrong: str = "") -> None:
        """A leader allows what is kept, so nobody allows a draft."""
        line, session = self._lines.get(self._topic), self._context.session
        if line is None:
            return
        is_leader = session.is_open and session.can_write and holds_right(session.workspace.person, Act.ISSUE_REPORT)
        is_kept = bool(line.said) and self._drafts.of(self._topic) is None
        self._panel.show_public(line.is_public, is_leader and is_kept, wrong)

    def _against(self) -> str:
        session = self._context.session
        if not session.is_open or not holds_right(session.workspace.person, Act.COMMENT):
            return _WHO
        return "" if session.can_write else _READING
