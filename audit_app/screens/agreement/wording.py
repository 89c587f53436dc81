"""Words of the agreement screen: figures for tables and charts, what is not estimable and why; it knows no Qt."""

from collections.abc import Iterable

from audit_app.services.agreement.measuring import Agreement, MarkerAgreed, PairAgreed, RoundAgreed
from audit_app.services.agreement.rewording import Reworded
from exports.agreement_words import METHODS, agency_words, gap_words, lean_words
from exports.charts.dots import DotPoint
from exports.charts.ranked import RankedShare
from exports.pages.wording import MISSING, lead_and_detail, short
from scoring.figure_words import signed
from scoring.figures import AGENCIES, Figure, rounded

EVERY_ROUND = "Every round"
NOT_ESTIMABLE = "not estimable"


def said(figure: Figure) -> str:
    """“62 % of 56 units (55 to 71 %)”, “0.748 (0.596 to 0.834)”, or that it is not estimable."""
    return short(figure) if figure.value is not None else NOT_ESTIMABLE


def why_not(figures: Iterable[Figure]) -> str:
    """Each reason once why a figure among these has no value; empty where all have one."""
    reasons = dict.fromkeys(figure.reason for figure in figures if figure.value is None and figure.reason)
    return f"Not estimable: {' '.join(reasons)}" if reasons else ""


def share_tile(figure: Figure) -> tuple[str, str]:
    """“62 %” and “of 56 units in 8 plans, 95 % interval 55 to 71 %”."""
    lead, detail = lead_and_detail(figure)
    if figure.value is None:
        return lead, detail
    share, _, units = lead.partition(" of ")
    return share, ", ".join(part for part in (f"of {units} in {plans_behind(figure)}", detail) if part)


def coefficient_tile(figure: Figure) -> tuple[str, str]:
    """“0.748” and its interval with both n; a dash and the reason where there is none."""
    lead, detail = lead_and_detail(figure)
    rests = "; ".join(part for part in figure.note.split("; ") if part[:1].isdigit() and "one auditor" not in part)
    return lead, "; ".join(part for part in (detail, rests) if part)


def plans_behind(figure: Figure) -> str:
    """“8 plans”, as the figure's note has it."""
    parts = figure.note.split("; ")
    return next((part for part in parts if part.endswith((" plan", " plans"))), "no plan")


def units_of(figure: Figure) -> int:
    """How many units a share is over."""
    return int(figure.denominator or 0)


def asked_words(found: Agreement) -> str:
    """Which round, or every one of how many, and how they scored where that is chosen."""
    which = f"Round {found.asked.round}" if found.asked.round else f"{EVERY_ROUND}, {len(found.rounds)} in all"
    method = f", {METHODS.get(found.asked.method, '').lower()}" if found.asked.method else ""
    return f"{which}{method}, {found.framework.title} version {found.framework.version}."


def ranked(markers: Iterable[MarkerAgreed]) -> tuple[RankedShare, ...]:
    """The markers for their chart, in their order."""
    rows = ((one.marker.id, one.exact) for one in markers)
    return tuple(RankedShare(id_, same.value, same.lower, same.upper, said(same)) for id_, same in rows)


def exact_point(one: RoundAgreed) -> DotPoint:
    """A round's share of equal scores in the chart, its units below."""
    figure = one.measures.exact
    units = units_of(figure)
    return DotPoint(one.name, figure.value, figure.lower, figure.upper, said(figure), str(units) if units else MISSING)


def alpha_point(one: RoundAgreed) -> DotPoint:
    """A round's alpha in the chart, its plans below."""
    figure = one.measures.alpha
    words = said(figure) if figure.value is not None else f"{NOT_ESTIMABLE}. {figure.reason}"
    return DotPoint(one.name, figure.value, figure.lower, figure.upper, words, plans_behind(figure))


def pair_cells(pairs: Iterable[PairAgreed]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Both halves of the square: equal scores, how much higher the row scores than the column, units."""
    cells: dict[tuple[str, str], tuple[str, ...]] = {}
    for pair in pairs:
        if pair.exact.value is None:
            continue
        first, second = agency_words(pair.first), agency_words(pair.second)
        same = f"{rounded(pair.exact.value)} %"
        units = f"{units_of(pair.exact)} units"
        gap = pair.gap.value or 0.0
        cells[first, second] = (same, f"{signed(gap)} levels", units)
        cells[second, first] = (same, f"{signed(-gap)} levels", units)
    return cells


def pair_told(pair: PairAgreed) -> str:
    """A pair in sentences, for who hears the square."""
    names = f"{agency_words(pair.first)} and {AGENCIES.get(pair.second, pair.second)}"
    if pair.exact.value is None:
        return f"{names}: {pair.exact.reason}"
    return f"{names}: {said(pair.exact)} the same. {gap_words(pair.first, pair.second, pair.gap)}"


def between_words(row: Reworded, most: int = 2) -> str:
    """Between which agencies it lies, and which way."""
    return "; ".join(lean_words(((one.first, one.second, one.gap, one.same, one.units) for one in row.leans), most))


def reworded_told(row: Reworded) -> str:
    """A marker to reword in full: its question, the rounds, and who differs."""
    return f"{row.marker.id}: {row.marker.question} Low in {', '.join(row.low)}. {between_words(row, 4)}."
