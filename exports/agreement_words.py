"""Agreement in words: how a coefficient is read and what so few plans let it say, who differs, how blind they were."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from scoring.agreement import reading
from scoring.figures import AGENCIES, Figure, rounded

EXACT, WITHIN_ONE = "agreement.exact", "agreement.within_one"
ALPHA, AC2 = "agreement.alpha_ordinal", "agreement.ac2_quadratic"
KAPPA, GAP = "agreement.kappa_quadratic", "agreement.gap"
METHODS: Mapping[str, str] = MappingProxyType(
    {"": "Packs and imports", "sheet": "Scoring sheets", "table": "Round a table"}
)
"""The ways of scoring that are counted apart."""
_BLIND: Mapping[str, str] = MappingProxyType(
    {
        "encrypted": "blind by encryption: sealed until chair and keyholder opened the round",
        "open": "given in the app in a round that was not sealed",
        "import": "imported, how blind is not recorded",
        "sheet": "blind by procedure, on a scoring sheet",
        "table": "blind by procedure, round a table",
    }
)
SCALE_WORDS = (
    "By custom alpha of 0.80 and over is read as reliable, 0.667 to 0.80 as tentative, and below that no conclusions "
    "are drawn. AC2 stays meaningful where nearly every score is the same, is usually the higher of the two, and has "
    "no such reading."
)
METHOD_WORDS = (
    "A unit is one marker of one plan that two or more members scored with a number. Intervals are 95 % intervals from "
    "a bootstrap that draws whole plans. Alpha leaves out markers that one member alone scored; AC2 counts them in "
    "what chance would give. A gap is how much higher the first agency scores than the second, in levels of 0 to 3. An "
    "interval without width means that the plans looked at did not differ, and not that no others will."
)
_NO_LEAN = 0.25
"""A gap under this, in levels, is no direction."""


def agency_words(agency: str) -> str:
    """“Social care”; a person without an agency is said to have none."""
    name = AGENCIES.get(agency, agency) or "no agency recorded"
    return name[:1].upper() + name[1:]


def pair_words(first: str, second: str) -> str:
    """“Education and social care”."""
    return f"{agency_words(first)} and {AGENCIES.get(second, second)}"


def alpha_words(alpha: Figure) -> str:
    """How alpha reads, its interval with it; why there is none where it cannot be estimated."""
    if alpha.value is None:
        return f"Alpha is not estimable. {alpha.reason}"
    of_value = reading(alpha.value)
    said = {"reliable": "reliable", "tentative": "tentative"}.get(of_value, "too low to draw conclusions")
    if alpha.lower is None or alpha.upper is None:
        return f"Alpha of {rounded(alpha.value, 2)} is {said}; it has no interval."
    ends = [reading(alpha.lower), reading(alpha.upper)]
    bounds = f"{rounded(alpha.lower, 2)} to {rounded(alpha.upper, 2)}"
    if set(ends) == {of_value}:
        return f"Alpha of {rounded(alpha.value, 2)} is {said}, and so is its whole interval, {bounds}."
    return (
        f"Alpha of {rounded(alpha.value, 2)} is {said} by itself, but its interval, {bounds}, runs from “{ends[0]}” to "
        f"“{ends[1]}”: so few plans cannot tell these apart."
    )


def gap_words(first: str, second: str, gap: Figure) -> str:
    """Who scores higher, and whether the interval leaves a doubt."""
    if gap.value is None:
        return gap.reason
    higher, lower = (first, second) if gap.value >= 0 else (second, first)
    if not gap.value:
        return f"{agency_words(first)} and {AGENCIES.get(second, second)} score as high as each other on average."
    said = f"{agency_words(higher)} scores {rounded(abs(gap.value), 2)} levels above {AGENCIES.get(lower, lower)}"
    if gap.lower is None or gap.upper is None:
        return f"{said}; one plan gives no interval."
    return f"{said}; the interval includes no difference." if gap.lower <= 0 <= gap.upper else f"{said}."


def lean_words(leans: Iterable[tuple[str, str, float, float, int]], most: int = 2) -> tuple[str, ...]:
    """Between whom it lies and which way, from (higher, lower, gap, share alike, units), the widest gap first."""
    found = list(leans)
    clear = [one for one in found if one[2] >= _NO_LEAN][:most]
    if clear:
        return tuple(
            f"{agency_words(higher)} {rounded(gap, 1)} levels above {AGENCIES.get(lower, lower)} ({units} compared)"
            for higher, lower, gap, _, units in clear
        )
    if not found:
        return ("Within one agency",)
    first, second, _, same, units = min(found, key=lambda one: one[3])
    words = f"{pair_words(first, second)} differ both ways, {rounded(100 * same)} % alike ({units} compared)"
    return (words,)


def counts_words(single: int, several: int, rounds: int = 0) -> str:
    """“8 plans were scored by two or more members and 1 by one alone.”"""
    of = f" in {_count(rounds, 'round')}" if rounds > 1 else ""
    if not several:
        return f"No plan was scored by two or more members{of}; {_count(single, 'plan')} by one alone."
    alone = f"{single} by one alone" if single else "none by one alone"
    return f"{_count(several, 'plan')} {'was' if several == 1 else 'were'} scored by two or more members{of}, {alone}."


def blind_words(blind: Sequence[tuple[str, int]]) -> str:
    """How blind the reviews were, each way with its count; what is blind by procedure is said to be counted apart."""
    if not blind:
        return ""
    parts = "; ".join(f"{number} {_BLIND.get(way, way)}" for way, number in blind)
    apart = any(way in ("sheet", "table") for way, _ in blind)
    end = " What is blind by procedure is counted apart." if apart else ""
    return f"Reviews: {parts}.{end}"


def left_words(late: int, absent: Sequence[tuple[str, int]], sealed: int = 0) -> str:
    """What is not in it: late reviews, members without a score, rounds that are still sealed; empty for nothing."""
    said = []
    if late:
        said.append(f"{_count(late, 'review')} came after the reveal and {'is' if late == 1 else 'are'} left out.")
    if absent:
        members = ", ".join(f"{number} of {AGENCIES.get(one, one) or 'no agency'}" for one, number in absent)
        said.append(f"Members who gave no score in time: {members}.")
    if sealed:
        said.append(f"{_count(sealed, 'round')} {'is' if sealed == 1 else 'are'} still sealed and left out.")
    return " ".join(said)


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
