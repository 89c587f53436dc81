"""Figures as they were handed out beside figures as they are now: which differ, in words; it writes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isclose
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.ids import Ids
from audit_app.store.read_issued import HeldIssue, KeptFigure, issue_of
from exports.issued import IssuedTold, RestatedTold
from scoring.figures import Figure, definition, words

NEVER_AGAIN: Final = "no longer in the report"
_SIGN: Final = "c"
_HIDDEN: Final = "shown then; not repeated, since it is withheld now"
_SAME_WORDS: Final = " (other beyond the places shown)"
_CLOSE: Final = 1e-9
"""Sums in another order may differ in the last places of a number; no figure is restated for that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure as it was issued last, and on which day."""

    figure: KeptFigure
    on: date


def kept(figure: Figure) -> KeptFigure:
    """What is kept of a figure when it is handed out."""
    return KeptFigure(figure.id, figure.value, figure.numerator, figure.denominator, figure.withheld)


def standing(held: HeldIssue) -> dict[str, Standing]:
    """Every figure as it was issued last, by its id: the restatements over what was issued first."""
    found = {one.id: Standing(one, held.on) for one in held.figures}
    for again in held.restated:
        found.update({one.id: Standing(one, again.on) for one in again.figures})
    return found


def differing(held: HeldIssue, figures: Sequence[Figure]) -> tuple[KeptFigure, ...]:
    """The figures that are other now than issued last, as they are now; one that is gone has `withheld` None.

    A figure that was not in the report then is none of them: nothing was said of it that could be taken back.
    """
    issued = standing(held)
    now = {figure.id: kept(figure) for figure in figures}
    changed = [one for id_, one in now.items() if id_ in issued and not same(issued[id_].figure, one)]
    gone = (KeptFigure(id_, None, None, None, None) for id_ in issued if id_ not in now)
    return (*changed, *(one for one in gone if issued[one.id].figure.withheld is not None))


def added(held: HeldIssue, figures: Sequence[Figure]) -> tuple[KeptFigure, ...]:
    """The figures that no issue of the report had yet."""
    issued = standing(held)
    return tuple(kept(figure) for figure in figures if figure.id not in issued)


def same(one: KeptFigure, other: KeptFigure) -> bool:
    """Whether two are the same figure, to the ninth place."""
    if one.withheld != other.withheld:
        return False
    pairs = ((one.value, other.value), (one.numerator, other.numerator), (one.denominator, other.denominator))
    return all(a == b or (a is not None and b is not None and isclose(a, b, rel_tol=_CLOSE)) for a, b in pairs)


def issued_told(
    conn: Connection, ids: Ids, asked: tuple[str, str, str, str], figures: Sequence[Figure]
) -> IssuedTold | None:
    """What a report of this kind, period, audience and round tells of having been issued; None where it never was."""
    held = issue_of(conn, ids.issued_report(*asked))
    if held is None:
        return None
    now = differing(held, figures)
    lines = _lines(held, now, {figure.id: figure for figure in figures})
    return IssuedTold(held.on, held.latest, tuple(lines), len(now))


def _lines(held: HeldIssue, now: Iterable[KeptFigure], known: Mapping[str, Figure]) -> Iterator[RestatedTold]:
    """Every restatement in its order, then what differs and was not issued again."""
    found = {one.id: Standing(one, held.on) for one in held.figures}
    steps = [*((again.figures, again.on, again.why) for again in held.restated), (tuple(now), None, "")]
    last = {one.id: number for number, (figures, _, _) in enumerate(steps) for one in figures}
    for number, (figures, on, why) in enumerate(steps):
        for one in figures:
            before = found.get(one.id)
            found[one.id] = Standing(one, on or held.latest)
            if before is not None:
                was, is_now = _pair(before.figure, one, known.get(one.id))
                label = known[one.id].label if one.id in known else _label(one.id)
                yield RestatedTold(one.id, label, was, before.on, is_now, on, why, stands=last[one.id] == number)


def _pair(was: KeptFigure, now: KeptFigure, known: Figure | None) -> tuple[str, str]:
    """Both in words. What is withheld now, or by the report that is made, stands in neither: two could give it away."""
    hidden = now.withheld == _SIGN or (known is not None and known.withheld == _SIGN)
    then, later = _words(was, known), _words(now, known)
    if hidden:
        is_shown = was.withheld is not None and was.withheld != _SIGN
        return (_HIDDEN if is_shown else then), ("withheld (c)" if now.withheld == _SIGN else "shown, not repeated")
    return then, later + _SAME_WORDS if then == later else later


def _words(figure: KeptFigure, known: Figure | None) -> str:
    if figure.withheld is None:
        return NEVER_AGAIN
    if figure.withheld:
        return f"withheld ({figure.withheld})" if figure.withheld == _SIGN else f"not given ({figure.withheld})"
    if figure.value is None:
        return "without a number"
    numbers = (figure.value, figure.numerator, figure.denominator)
    return words(_shape(figure.id, known, numbers))


def _shape(id_: str, known: Figure | None, numbers: tuple[float | None, float | None, float | None]) -> Figure:
    """A figure that says these numbers; its interval was not kept, and so is not told."""
    value, numerator, denominator = numbers
    if known is None:
        known = Figure(id_, id_, None, None, None, None, None, _unit(id_), "", "", "", "", "", "", "")
    return replace(
        known, value=value, numerator=numerator, denominator=denominator, lower=None, upper=None, withheld="", reason=""
    )


def _label(id_: str) -> str:
    try:
        return definition(id_).label
    except ValueError:
        return id_


def _unit(id_: str) -> str:
    try:
        return definition(id_).unit
    except ValueError:
        return ""
