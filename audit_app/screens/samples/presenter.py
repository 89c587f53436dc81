"""The behaviour of the samples screen: reading the draws and drawing; `place_acts` does what is done to places."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.cycles import Cycle, subject_of
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.samples.choosing import Choosing
from audit_app.screens.samples.covering import Covering
from audit_app.screens.samples.drawing import (
    Auditor,
    DrawAsk,
    Drawn,
    auditors,
    draw_and_share,
    drawn_sentence,
    first_ask,
)
from audit_app.screens.samples.place_acts import PlaceActs
from audit_app.screens.samples.view import SamplesView
from audit_app.screens.samples.wording import PAPERS
from audit_app.services.samples.turns import DrawTurns, every_draw, is_outdated
from audit_app.store.read_home import entry_count
from audit_app.ui.days import full_day
from audit_app.ui.screen import ScreenContext
from audit_app.ui.turns import audited_words

_MOVING = frozenset({"draw", "place", "audit", "review", "entry", "person", "everything"})


class SamplesPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SamplesView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._draws: tuple[DrawTurns, ...] = ()
        self._able: tuple[Auditor, ...] = ()
        self._chosen = ""
        self._noted = ""
        self._is_busy = False
        self.acts = PlaceActs(view, context, self.chosen_draw, self.able)
        self.choosing = Choosing(view.form, context)
        self.covering = Covering(view.coverage, context)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.new_draw_requested.connect(lambda: self.ask_for_draw())
        view.empty.button.clicked.connect(self.fill_emptiness)
        view.form.draw_requested.connect(self.draw)
        view.form.cycle_changed.connect(self.show_defaults)
        view.form.cancelled.connect(self.put_form_away)
        view.draw_chosen.connect(self.choose)
        view.coverage_requested.connect(self.covering.come_up)
        context.session.changed.connect(self.follow)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: read everything, choose the draw asked for, open the form where that was asked."""
        if draw_id := str(what.get("draw_id", "")):
            self._chosen = draw_id
        self._view.say("")
        self.read()
        if what.get("coverage"):
            self._view.show_coverage()
        if what.get("new"):
            self.ask_for_draw(Cycle(str(what.get("cycle", Cycle.WEEKLY.value))))

    def forget(self) -> None:
        """The workspace is locked."""
        self._draws, self._able = (), ()
        self._chosen = self._noted = ""
        self.choosing.stop()
        self.covering.forget()

    def follow(self, kinds: frozenset[str]) -> None:
        """Something was saved: show it, where it could be seen here."""
        if not kinds & _MOVING:
            return
        self.covering.grow_old()
        if self._view.isVisible() and not self._is_busy:
            self.read()
            self.choosing.read()

    def read(self) -> None:
        """Read every draw anew and show it."""
        if not self._context.session.is_open:
            return
        try:
            self._draws = self._context.session.read(lambda workspace: every_draw(workspace, self._today()))
            self._able = self._context.session.read(lambda workspace: auditors(workspace, self._today()))
            entries = self._context.session.read(lambda workspace: entry_count(workspace.conn))
        except AppError as error:
            self._view.say(error.message)
            return
        self._show_emptiness(entries)
        if self._view.shows_coverage:
            self.covering.come_up()
        known = {made.draw.id for made in self._draws}
        if self._chosen not in known:
            self._chosen = self._draws[0].draw.id if self._draws else ""
        self._view.show_draws(self._draws)
        self._show_rights()
        self._view.draws.select(lambda made: made.draw.id == self._chosen)
        self._show_chosen()

    def choose(self, draw_id: str) -> None:
        """Show another draw."""
        if draw_id != self._chosen:
            self._chosen = draw_id
            self._show_chosen()

    def chosen_draw(self) -> DrawTurns | None:
        """The draw that is shown."""
        return next((made for made in self._draws if made.draw.id == self._chosen), None)

    def able(self) -> tuple[Auditor, ...]:
        """Everybody whose turn it can be."""
        return self._able

    def ask_for_draw(self, cycle: Cycle = Cycle.WEEKLY) -> None:
        """Open the form, filled in for this week or for another cycle."""
        self.show_defaults(cycle)
        self._view.show_form(True)

    def put_form_away(self) -> None:
        """Close the form without a draw."""
        self._close_form()

    def show_defaults(self, cycle: Cycle) -> None:
        """Fill the form with what a draw of this cycle starts from."""
        me = self._context.session.workspace.unlocked.person
        ask = first_ask(self._draws, self._able, me, cycle, self._today())
        self._view.form.show_ask(ask, self._able, self._already(cycle))

    def fill_emptiness(self) -> None:
        """The one button of the empty screen: import a register where there is none, else draw."""
        if self._view.empty.property("wants_register"):
            self._context.go("plans", import_register=True)
        else:
            self.ask_for_draw()

    def draw(self, ask: DrawAsk) -> None:
        """Draw in the background, as a register can be large."""
        form = self._view.form
        if not ask.seed:
            form.say_problem("A draw needs a seed. Type one, such as the week.")
            return
        form.say_problem("")
        form.set_busy(True)
        self._is_busy = True
        try:
            self._context.write(
                lambda workspace, progress: draw_and_share(workspace, ask, progress),
                on_success=self._drawn,
                on_failure=self._not_drawn,
                on_finished=self._draw_ended,
                words="Drawing plans",
            )
        except AppError as error:
            self._draw_ended()
            self._not_drawn(error)

    def _drawn(self, drawn: Drawn) -> None:
        self._chosen = drawn.sampled.draw_id
        self._close_form()
        self._context.notify(drawn_sentence(drawn))

    def _close_form(self) -> None:
        self.choosing.stop()
        self._view.form.close_choices()
        self._view.show_form(False)

    def _not_drawn(self, error: AppError) -> None:
        self._view.form.say_problem(error.message)

    def _draw_ended(self) -> None:
        self._is_busy = False
        self._view.form.set_busy(False)
        self.read()
        if self._view.form.isHidden():  # drawn: the keys go on at the first place
            self._view.setFocus()

    def _show_chosen(self) -> None:
        made = self.chosen_draw()
        if made is None:
            return
        workspace = self._context.session.workspace
        outdated = self._context.session.read(lambda held: is_outdated(held, made.draw.id))
        self._view.show_draw(made, workspace.folder.name, outdated)
        if self._noted != made.draw.id:
            self._noted = made.draw.id
            self._context.session.note_access("read", f"draw {made.draw.id}")

    def _show_rights(self) -> None:
        session = self._context.session
        person = session.read(lambda workspace: workspace.person)
        can_write = session.can_write
        acts = {
            "draw": Act.DRAW,
            "assign": Act.ASSIGN,
            "replace": Act.REPLACE_PLAN,
            "close": Act.CLOSE_WEEK,
            "audit": Act.SCORE,
            "round": Act.OPEN_ROUND,
        }
        self._view.show_rights({name: can_write and holds_right(person, act) for name, act in acts.items()})

    def _show_emptiness(self, entries: int) -> None:
        empty = self._view.empty
        empty.setProperty("wants_register", entries == 0)
        if entries == 0:
            self._view.show_empty(
                "There is nothing to draw from yet",
                "Plans are drawn from the register. Import it first; then drawing this week's six takes two presses.",
                "Import the register",
            )
        else:
            self._view.show_empty(
                "No sample has been drawn yet",
                "A draw picks plans by a seed, so that anybody can repeat it, and shares them out to whoever audits.",
                "Draw this week's six",
            )

    def _already(self, cycle: Cycle) -> str:
        """What to know before a draw: that this week has one, or what else than the plan is audited."""
        week = self._today().isocalendar()[:2]
        for made in self._draws:
            if made.draw.cycle == cycle.value and cycle is Cycle.WEEKLY and made.on.isocalendar()[:2] == week:
                return (
                    f"This week has a draw already, of {full_day(made.on)}: {audited_words(made)}. "
                    "Another one draws other plans."
                )
        return PAPERS.get(subject_of(cycle), "")

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
