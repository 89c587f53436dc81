"""The whole fictional register as lifelines: plans in force, new ones, those under way, refused, ceased, moved in."""

from collections.abc import Iterator
from datetime import date, timedelta

from audit_app.services.demo.assessments import (
    Course,
    assessed,
    no_plan,
    refused,
    request_before,
)
from audit_app.services.demo.children import child
from audit_app.services.demo.dice import Dice, Even
from audit_app.services.demo.lifelines import Lifeline
from audit_app.services.demo.reviewing import live_on
from audit_app.services.demo.span import Span, working_day
from resources.demo import Partnership

OLD_PLANS = 758
UNDATED_PLANS = 12
NEW_PLANS = 430
UNDER_WAY = 62
REFUSED = 30
WITHOUT_PLAN = 14
CEASED = 28
MOVED_IN = 16
"""Plans in force at the end are old, undated and new: 1,200. The others are 150 more entries."""

IN_TIME = (0.455, 0.640)
"""The share of plans without an exception final within twenty weeks, two years ago and now."""
EXCEPTIONS = 0.06
EXCEPTIONS_IN_TIME = 0.37
_FIRST_REF = 10_001


class Caseload:
    """Makes the children of one seed."""

    def __init__(self, words: Partnership, span: Span, seed: str) -> None:
        self._words = words
        self._span = span
        self._seed = seed

    def lifelines(self) -> tuple[Lifeline, ...]:
        """Every child, with references in the order in which they came to the register."""
        lines = [*self._old(), *self._new(), *self._under_way(), *self._turned_down(), *self._ceased(), *self._moved()]
        for line in lines:
            line.settle()
        lines.sort(key=lambda line: (line.first_day, line.born, line.fixed["written_by"]))
        for number, line in enumerate(lines, _FIRST_REF):
            line.ref = f"EHC{number}"
        return tuple(lines)

    def _dice(self, *words: object) -> Dice:
        return Dice(self._seed, *(str(word) for word in words))

    def _child(self, dice: Dice, request: date) -> Lifeline:
        return child(self._words, dice, request, self._span.open_week)

    def _old(self) -> Iterator[Lifeline]:
        """Plans that were final before the demo begins; the oldest came without dates from an earlier system."""
        holders = [member.name for member in self._words.people for _ in range(member.cases)]
        for number in range(OLD_PLANS + UNDATED_PLANS):
            dice = self._dice("old", number)
            final = self._long_ago(dice)
            line = self._child(dice, final - timedelta(days=150))
            if number < len(holders):
                line.fixed |= {"case_officer": holders[number], "written_by": holders[number]}
            if number >= OLD_PLANS:
                line.know(final, plan_version="1")
            else:
                self._live_from(line, final, dice)
            yield line

    def _long_ago(self, dice: Dice) -> date:
        return working_day(self._span.began - timedelta(days=8 + int(dice.share() ** 1.4 * 3400)))

    def _live_from(self, line: Lifeline, final: date, dice: Dice, ceased: date | None = None) -> None:
        if dice.chance(0.8):
            request = request_before(final, dice.chance(0.55), dice)
            line.know(request, request_date=request)
        line.know(final, final_date=final)
        live_on(line, final, self._span, dice, ceased)

    def _new(self) -> Iterator[Lifeline]:
        """Plans final in the two years, a few more each month, more and more of them within twenty weeks."""
        in_time, excepted = Even(), Even()
        days = (self._span.open_week - self._span.began).days - 2
        for number in range(NEW_PLANS):
            dice = self._dice("new", number)
            at = ((number + dice.share()) / NEW_PLANS) ** 0.92
            final = working_day(self._span.began + timedelta(days=int(at * days)))
            progress = self._span.progress(final)
            has_exception = excepted.says_yes(EXCEPTIONS)
            start, end = IN_TIME
            soon = (
                dice.chance(EXCEPTIONS_IN_TIME) if has_exception else in_time.says_yes(start + (end - start) * progress)
            )
            request = request_before(final, soon, dice)
            line = self._child(dice, request)
            assessed(line, Course(request, final, progress, has_exception), dice)
            live_on(line, final, self._span, dice)
            yield line

    def _under_way(self) -> Iterator[Lifeline]:
        """Requests whose plan is still to come."""
        for number in range(UNDER_WAY):
            dice = self._dice("under way", number)
            request = working_day(self._span.open_week - timedelta(days=dice.whole(8, 165)))
            earliest = self._span.open_week + timedelta(days=dice.whole(8, 30))
            final = working_day(max(request + timedelta(days=dice.whole(115, 190)), earliest))
            line = self._child(dice, request)
            assessed(line, Course(request, final, 1.0), dice)
            yield line

    def _turned_down(self) -> Iterator[Lifeline]:
        """Requests refused, and assessments after which no plan was made."""
        days = (self._span.open_week - self._span.began).days
        for number in range(REFUSED + WITHOUT_PLAN):
            dice = self._dice("turned down", number)
            request = working_day(self._span.began + timedelta(days=int(dice.share() * (days - 190)) + 10))
            line = self._child(dice, request)
            if number < REFUSED:
                refused(line, request, dice)
            else:
                no_plan(line, request, self._span.progress(request), dice)
            yield line

    def _ceased(self) -> Iterator[Lifeline]:
        """Plans that ended in the two years."""
        days = (self._span.open_week - self._span.began).days
        for number in range(CEASED):
            dice = self._dice("ceased", number)
            final = self._long_ago(dice)
            line = self._child(dice, final - timedelta(days=150))
            end = working_day(self._span.began + timedelta(days=int(dice.between(0.05, 0.97) * days)))
            self._live_from(line, final, dice, ceased=end)
            yield line

    def _moved(self) -> Iterator[Lifeline]:
        """Plans of another area whose children moved here."""
        days = (self._span.open_week - self._span.began).days
        for number in range(MOVED_IN):
            dice = self._dice("moved in", number)
            day = working_day(self._span.began + timedelta(days=int(dice.between(0.02, 0.96) * days)))
            final = working_day(day - timedelta(days=dice.whole(60, 900)))
            line = self._child(dice, final - timedelta(days=150))
            line.know(day, transferred_in=1, final_date=final, plan_version="1")
            yield line
