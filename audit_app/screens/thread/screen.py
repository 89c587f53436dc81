"""The thread screen put together: the view's wishes lead to the presenter and its helpers, what moved leads back."""

from collections.abc import Sequence
from functools import partial

from audit_app.domain.problems import AppError
from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.facets import Facets
from audit_app.screens.thread.hands import Hands
from audit_app.screens.thread.importing import Importing
from audit_app.screens.thread.keys import Act
from audit_app.screens.thread.presenter import ThreadPresenter
from audit_app.screens.thread.view import ThreadView
from audit_app.services.actions.seen import Seen, seen_break
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import KEYS, ActionOpening
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import ScreenContext

_COMMANDS = (
    (Act.SUGGEST, "Go through the suggested links", "S", Icon.NEXT),
    (Act.ACCEPT_LINKS, "Accept every suggested link…", "A", Icon.DONE),
    (Act.ADD, "Add an item…", "N", Icon.ADD),
    (Act.EDIT, "Edit the card…", "E", Icon.EDIT),
    (Act.SPLIT, "Split the card…", "X", Icon.EDIT),
    (Act.MERGE, "Merge the marked cards", "M", Icon.EDIT),
    (Act.REMOVE, "Remove the card", "Delete", Icon.DELETE),
    (Act.FILTER, "Breaks only, or everything", "F", Icon.FILTER),
    (Act.LEVELS, "Suggested levels", "T", Icon.AUDIT),
)
_WAYS = (
    (Act.AUDIT, "Open this plan's audit", "O", Icon.AUDIT),
    (Act.PLAN, "Show the card's words in the plan", "P", Icon.DOCUMENT),
)


class ThreadScreen(ThreadView):
    """`show_with(review_id=…)`; with nothing, the review that was open last, here or in the audit.

    `card=…` goes to that card of its board.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = ThreadPresenter(context, self, self)
        self.acting = Acting(context, self.presenter, self)
        self.hands = Hands(context, self.presenter, self.acting, self)
        self.facets = Facets(context, self.presenter, self.acting, self)
        self.importing = Importing(context, self.presenter, self.acting)
        self.opening = ActionOpening(self, context, self._seen, self.show_failure, "thread")
        self.header.show_action_button(self.opening.make_button())
        self._join_board()
        self._join_header()
        self._join_drawers()

    def show_with(self, **what: object) -> None:
        """Show the thread of a review."""
        self.presenter.show(str(what.get("review_id") or ""), str(what.get("card") or ""))

    def drop(self) -> None:
        """Forget everything that was read."""
        self.presenter.drop()

    def commands(self) -> Sequence[Command]:
        """What can be done to the thread that is open."""
        page = self.presenter.page
        if page is None:
            return ()
        form = "board" if self.has_list else "list"
        shown = [
            *(Command(words, "Thread", partial(self.hands.do, act), keys, icon) for act, words, keys, icon in _WAYS),
            Command(f"Show the thread as a {form}", "Thread", partial(self._choose_form, form), icon=Icon.COLUMNS),
        ]
        if page.held.is_confirmed and page.breaks and self.opening.may_open:
            shown.append(Command("Make an action of the breaks…", "Thread", self.opening.propose, KEYS, Icon.DONE))
        if page.locked_because:
            return shown
        acts = [
            Command(words, "Thread", partial(self.hands.do, act), keys, icon) for act, words, keys, icon in _COMMANDS
        ]
        add = Command("Add the plan's document…", "Thread", self.importing.ask, icon=Icon.IMPORT)
        if not page.held.is_confirmed and page.items:
            acts.insert(0, Command("Confirm the thread", "Thread", self.acting.confirm, icon=Icon.DONE))
        return [*acts, add, *shown]

    def _join_board(self) -> None:
        presenter, hands = self.presenter, self.hands
        self.acted.connect(hands.do)
        self.drop_target.dropped.connect(self.importing.take)
        self.audit_requested.connect(self._go_to_audit)
        self.board.moved.connect(presenter.move)
        self.board.chosen.connect(presenter.go_to)
        self.board.marked.connect(hands.mark_one)
        self.board.opened.connect(self._edit)
        self.board.dropped.connect(hands.linking.drop_on)
        self.list.chosen.connect(presenter.go_to)
        self.heads.asked.connect(hands.accept_all)
        hands.details_asked.connect(self.open_details)
        hands.levels_asked.connect(self.open_levels)

    def _join_header(self) -> None:
        header = self.header
        header.document_chosen.connect(self.acting.read_document)
        header.form_chosen.connect(self.presenter.keep_form)
        header.filtered.connect(self.presenter.filter)
        header.confirm.clicked.connect(self.acting.confirm)
        header.take_back.clicked.connect(self.acting.take_back)
        header.add_document.clicked.connect(self.importing.ask)
        for one, act in (
            (header.add_item, Act.ADD),
            (header.accept_links, Act.ACCEPT_LINKS),
            (header.audit, Act.AUDIT),
        ):
            one.clicked.connect(partial(self._do, act))
        header.accept_all.clicked.connect(self._accept_all)

    def _join_drawers(self) -> None:
        details, facets, hands = self.details, self.facets, self.hands
        details.answered.connect(facets.answer)
        details.line_checked.connect(facets.check_line)
        details.line_unchecked.connect(facets.uncheck_line)
        details.chosen.connect(facets.choose)
        details.cause_set.connect(facets.set_cause)
        details.unlinked.connect(self.acting.unlink)
        details.link_accepted.connect(hands.linking.accept_link)
        details.link_passed.connect(hands.linking.pass_over)
        details.went_to.connect(self.presenter.go_to)
        details.place_requested.connect(hands.show_place)
        details.accepted.connect(hands.enter)
        details.dismissed.connect(hands.remove)
        self.levels.taken.connect(facets.take)

    def _seen(self, workspace: Workspace) -> tuple[Seen, ...]:
        """Where the card that is current breaks, or else the whole thread, once it is confirmed."""
        page = self.presenter.page
        if page is None:
            return ()
        if not page.held.is_confirmed:
            raise AppError("Confirm the thread first: until then its breaks are only suggested.")
        at = [one for one in page.breaks if one.item and one.item == self.presenter.marks.current]
        sections = {held.item.id: held.item.section for held in page.items}
        found = {(one.kind, sections.get(one.item, "")) for one in (at or page.breaks)}
        review = page.found.review.id
        return tuple(seen_break(workspace, review, kind, section) for kind, section in sorted(found))

    def _do(self, act: Act, _checked: bool = False) -> None:
        self.hands.do(act)

    def _accept_all(self) -> None:
        self.hands.accept_all()

    def _edit(self, card_id: str) -> None:
        self.presenter.go_to(card_id)
        self.hands.do(Act.EDIT)

    def _choose_form(self, form: str) -> None:
        self.show_form(form)
        self.presenter.keep_form(form)
        self.take_focus()

    def _go_to_audit(self) -> None:
        self._context.go("audit")
