"""What the drawer says of the current card: tests, elements, areas, causes; and levels that are taken."""

from PySide6.QtCore import QObject

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.details import details_of
from audit_app.screens.thread.levels import Level
from audit_app.screens.thread.presenter import ThreadPresenter, ThreadShown
from audit_app.services.answering import give
from audit_app.services.thread import saying
from audit_app.ui.screen import ScreenContext
from forms.model import Cause
from scoring.thread.model import Adulthood, ItemRole, NeedArea, ShortBreak


class Facets(QObject):
    """Each method says what a person chose in the drawer, at the card that it shows."""

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, acting: Acting, view: ThreadShown) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._acting, self._view = context, presenter, acting, view

    def answer(self, card_id: str, name: str, said: bool | None) -> None:
        """Yes, no, or taken back: a test of an outcome or an element of a line."""
        card = self._presenter.board.by_id.get(card_id)
        if card is None:
            return
        if card.role is ItemRole.OUTCOME:
            self._acting.write(lambda desk: saying.rate(desk, card_id, {name: said}))
        else:
            self._acting.write(lambda desk: saying.tick(desk, card_id, {name: said}))

    def check_line(self, card_id: str, countable: bool) -> None:
        """Confirm a line: what was said of each element, else what its words give."""
        read = self._presenter.read
        details = details_of(read.page, read.board, card_id) if read is not None else None
        if details is None:
            return
        gives = {one.name: bool(one.seems) if one.said is None else one.said for one in details.asked}
        self._acting.write(lambda desk: saying.check_line(desk, card_id, gives, countable))

    def uncheck_line(self, card_id: str) -> None:
        """Take the confirmation of a line back."""
        self._acting.write(lambda desk: saying.uncheck_line(desk, card_id))

    def choose(self, card_id: str, field: str, value: str) -> None:
        """Choose an area, a part of adulthood, whether it educates, or a kind of short break; empty for none."""
        match field:
            case "area":
                self._acting.write(lambda desk: saying.set_area(desk, card_id, NeedArea(value) if value else None))
            case "adulthood":
                area = Adulthood(value) if value else None
                self._acting.write(lambda desk: saying.set_adulthood(desk, card_id, area))
            case "educates":
                educates = {"yes": True, "no": False}.get(value)
                self._acting.write(lambda desk: saying.set_educates(desk, card_id, educates))
            case "short_break":
                kind = ShortBreak(value) if value else None
                self._acting.write(lambda desk: saying.set_short_break(desk, card_id, kind))

    def set_cause(self, card_id: str, cause: str, agency: str, service: str) -> None:
        """Why the item falls short; agency and service where the advice itself was vague."""
        of_advice = cause == Cause.ADVICE.value
        whose = Agency(agency) if agency and of_advice else None
        named = service if of_advice else ""
        self._acting.write(lambda desk: saying.set_cause(desk, card_id, Cause(cause) if cause else None, whose, named))

    def take(self, level: Level) -> None:
        """Score a marker as it is suggested; what a better score has no use for goes, as in the form."""
        read = self._presenter.read
        if read is None or read.page.locked_because or level.is_given:
            return
        said, score, review = read.said.get(level.marker), level.suggestion.level, self._presenter.review
        try:
            self._context.session.write(
                lambda workspace: give(
                    workspace,
                    review,
                    level.marker,
                    score=score,
                    reason="" if said is not None and said.reason else ...,
                    cause=None if said is not None and said.cause and score > 1 else ...,
                    taken=level.suggestion,
                )
            )
        except AppError as error:
            self._view.show_failure(error.message)
            return
        self._view.show_failure("")
        self._context.notify(f"{level.marker}: {score} taken as suggested.")
