"""What went wrong in a period, found in a report's own figures by plain rules; nothing else is asked."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from audit_app.services.reports.commentary import WITH_COMMENTARY
from audit_app.services.reports.exception_rules import Form, Rule
from exports.charts.control_drawn import ControlDrawn
from exports.content import Content
from exports.exceptions import ExceptionsTold, ExceptionTold
from scoring.control import Variation
from scoring.figures import Audience, Figure, FigureId, rounded, words
from scoring.intervals import wilson
from scoring.timeliness.against import AgainstTrajectory, TargetMonth
from scoring.withholding import BOARD_MINIMUM

WITH_EXCEPTIONS: Final = WITH_COMMENTARY
"""The kinds of report that list what went wrong."""


@dataclass(frozen=True, slots=True)
class _Crossed:
    """What a rule looked at, by names, and a sentence with its topic for each that crossed it, the worst first."""

    looked_at: frozenset[str]
    found: Sequence[tuple[str, str]]


def exceptions_told(content: Content, rules: Iterable[Rule]) -> ExceptionsTold | None:
    """What crossed its rule, with what the owner says; figures that these readers do not see are not looked at.

    None in kinds of report that do not list it, and for the public, whose small numbers a sentence could give away.
    """
    if content.head.kind not in WITH_EXCEPTIONS or content.head.audience is Audience.PUBLIC:
        return None
    said = {one.id: one for one in content.commentary}
    found, looked_at, tried = list[ExceptionTold](), set[str](), 0
    for rule in rules:
        crossed = _LOOK[rule.form](rule, content)
        tried += 1
        looked_at |= crossed.looked_at
        found += [ExceptionTold(rule.name, words_, topic, said.get(topic)) for words_, topic in crossed.found]
    return ExceptionsTold(tuple(found), len(looked_at), tried)


def _chart(rule: Rule, content: Content) -> _Crossed:
    told = content.trends
    drawn: ControlDrawn | None = getattr(told, rule.chart) if told is not None else None
    if told is None or drawn is None or drawn.variation is Variation.TOO_EARLY:
        return _Crossed(frozenset(), ())
    stretch, looked_at = drawn.chart.latest, frozenset({f"chart {rule.chart}"})
    is_now = told.points[-1].month >= content.head.first.replace(day=1)
    if drawn.variation is not Variation.CONCERN or stretch is None or stretch.limits is None or not is_now:
        return _Crossed(looked_at, ())
    latest = stretch.points[-1]
    signal = f" ({latest.signal.value})" if latest.signal is not None else ""
    sentence = (
        f"{rule.name}: the latest month, {drawn.names[-1]} with {rounded(latest.value)} % ({drawn.counted[-1]}), is "
        f"worse than common cause explains{signal}; the mean is {rounded(stretch.limits.mean)} %."
    )
    return _Crossed(looked_at, ((sentence, rule.topic),))


def _share(rule: Rule, content: Content) -> _Crossed:
    seen = [one for one in _fitting(rule, content) if (one.denominator or 0) >= rule.least]
    low = sorted((one for one in seen if _is_under(rule, one)), key=lambda one: (one.value or 0.0, one.id))
    return _Crossed(frozenset(one.id for one in seen), [(_share_words(rule, one, content), one.id) for one in low])


def _is_under(rule: Rule, figure: Figure) -> bool:
    judged = figure.upper if rule.whole_interval else figure.value
    return judged is not None and judged < rule.under


def _share_words(rule: Rule, figure: Figure, content: Content) -> str:
    under = f"under {rounded(rule.under)} %"
    if rule.whole_interval:
        late = round((figure.denominator or 0) - (figure.numerator or 0))
        return f"{figure.label}: {words(figure)}, {late} late; the whole interval lies {under}."
    return f"{figure.label}{_question(figure, content)}: {words(figure)}, {under}."


def _question(figure: Figure, content: Content) -> str:
    """What a marker asks, where the figure is a marker's."""
    family, _, rest = FigureId.parse(figure.id).base.partition(".")
    marker = rest.rpartition(".")[0]
    if family != "marker" or content.framework is None or marker not in content.framework:
        return ""
    return f" (“{content.framework.marker(marker).question}”)"


def _noted(rule: Rule, content: Content) -> _Crossed:
    """Counts that stand in notes: “2 unscored” and the like."""
    seen = tuple(_fitting(rule, content))
    looked_at, found = frozenset(one.id for one in seen), list[tuple[str, int]]()
    for figure in seen:
        count = re.search(rf"(?:^|; |: )(\d+) {re.escape(rule.counted)}\b", figure.note)
        if count is not None and int(count[1]) > rule.over:
            found.append((figure.id, int(count[1])))
    if not found:
        return _Crossed(looked_at, ())
    return _Crossed(looked_at, ((f"{rule.name}: {_counted(found)}.", rule.topic),))


def _counted(found: Sequence[tuple[str, int]]) -> str:
    """“2”, or of markers “F3 in 2 plans, H1a in 1 plan”."""
    named = [(id_.removeprefix("marker.").removesuffix(".mean"), number) for id_, number in found]
    if found[0][0] == named[0][0]:
        return str(sum(number for _, number in named))
    return ", ".join(f"{name} in {number} {'plan' if number == 1 else 'plans'}" for name, number in named)


def _target(rule: Rule, content: Content) -> _Crossed:
    told = content.timeliness
    if told is None:
        return _Crossed(frozenset(), ())
    least = rule.least if content.head.audience is Audience.GROUP else max(rule.least, BOARD_MINIMUM)
    seen, found = set[str](), list[tuple[str, str]]()
    for one in told.targets:
        # months that the board is not shown are left out of the sum too: the rest would give them away
        months = [month for month in told.months_of(one) if month.target is not None]
        count, of = sum(one.actual.count for one in months), sum(one.actual.of for one in months)
        if of < least:
            continue
        seen.add(one.trajectory.name)
        if (sentence := _missed(one, months, count, of)) is not None:
            found.append((sentence, one.trajectory.figure))
    return _Crossed(frozenset(seen), found)


def _missed(one: AgainstTrajectory, months: Sequence[TargetMonth], count: int, of: int) -> str | None:
    """The sentence where the target lies over the whole interval; of several targets their mean, weighed by plans."""
    targets = {month.target for month in months}
    target = sum((month.target or 0.0) * month.actual.of for month in months) / of
    interval = wilson(count, of).times(100)
    if interval.upper >= target:
        return None
    wanted = f"the target of {rounded(target)} %" if len(targets) == 1 else f"its targets, {rounded(target)} % in all"
    share = f"{rounded(100 * count / of)} % ({count} of {of}, 95 % interval {rounded(interval.lower)} to "
    return f"{one.trajectory.name}: {share}{rounded(interval.upper)} %), below {wanted}."


def _fitting(rule: Rule, content: Content) -> Iterator[Figure]:
    """The report's own figures, with a number, that a rule is about: no breakdowns, no other cycle or framework."""
    for figure in content.figures:
        if "@" not in figure.id and figure.value is not None and fnmatchcase(figure.id, rule.figures):
            yield figure


_LOOK: Final[Mapping[Form, Callable[[Rule, Content], _Crossed]]] = MappingProxyType(
    {Form.CHART: _chart, Form.SHARE: _share, Form.NOTED: _noted, Form.TARGET: _target}
)
