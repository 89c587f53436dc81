"""A figure as words, the same on screen and in the PDF.

Numbers are rounded half up on the shortest decimal that stands for the number (0.285 → 0.29), away from zero.
"""

from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from scoring.figure import Figure

SMALL = 10
CORRECTED = "Corrected for a draw of more than a tenth of its frame: 95 % interval"
_PARTS = "; "
_SINGULAR = MappingProxyType(
    {
        "plans": "plan", "needs": "need", "outcomes": "outcome", "lines": "line", "requests": "request",
        "reviews": "review", "units": "unit", "actions": "action", "weeks": "week", "days": "day",
        "pupils": "pupil", "cases": "case", "appeals": "appeal", "exclusions": "exclusion", "complaints": "complaint",
        "assessments": "assessment", "children": "child",
    }
)  # fmt: skip
_SYMBOLS = MappingProxyType({"c": "Withheld (c).", "z": "Not applicable (z).", "x": "Not available (x)."})
_DECIMALS = MappingProxyType({"percent": 1, "level": 2, "weeks": 1, "days": 1, "coefficient": 3, "levels": 2})


def words(figure: Figure) -> str:
    """The figure in words, with its interval; of under 10 the count leads and the percentage follows.

    "4 of 6 (67 %, 95 % interval 30 to 90 %)", "72 % (18 of 25, 95 % interval 52 to 86 %)",
    "71.3 % (95 % interval 65.0 to 77.6)", "+0.25 levels (95 % interval 0.05 to 0.45)", "120 needs", or the reason
    where there is no number.
    """
    if figure.withheld:
        return f"{_SYMBOLS[figure.withheld]} {figure.reason}".strip()
    if figure.value is None:
        return figure.reason
    if figure.unit in _DECIMALS:
        return _mean_words(figure, figure.value)
    if figure.denominator is None:
        return f"{rounded(figure.value)} {_unit(figure.unit, figure.value)}"
    return _share_words(figure, figure.value, figure.denominator)


def interval_words(figure: Figure) -> str:
    """The bounds in words, "30 to 90 %" or "65.0 to 77.6"; empty without an interval."""
    if figure.lower is None or figure.upper is None:
        return ""
    places = _DECIMALS.get(figure.unit, 0)
    bounds = f"{rounded(figure.lower, places)} to {rounded(figure.upper, places)}"
    return bounds if figure.unit in _DECIMALS else f"{bounds} %"


def rounded(value: float, places: int = 0) -> str:
    """The number with that many decimals, half up, with a true minus sign and never a minus zero."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return str(abs(exact)) if exact == 0 else str(exact).replace("-", "−")


def signed(value: float, places: int = 2) -> str:
    """The number with its sign in front, “+0.25” or “−0.10”; 0 has none."""
    number = rounded(value, places)
    return f"+{number}" if value > 0 and float(number) > 0 else number


def unit_words(unit: str, count: float) -> str:
    """The unit for so many: “plan” for 1, “plans” else."""
    return _unit(unit, count)


def counted_note(*counts: tuple[int, str]) -> str:
    """Counts of what was left out or replaced, those over 0: "2 Not graded; 1 awaiting consensus"."""
    return joined(*(f"{count} {what}" for count, what in counts if count))


def joined(*parts: str) -> str:
    """The parts of a note, without the empty ones; a part holds no "; " of its own unless it is several parts."""
    return _PARTS.join(part for part in parts if part)


def without_numbers(note: str, keep_corrected: bool) -> str:
    """The note for readers from whom small counts are kept: every part with a number in it is dropped.

    The interval corrected for the draw is no count and stays where `keep_corrected`.
    """
    kept = (
        part
        for part in note.split(_PARTS)
        if (part.startswith(CORRECTED) and keep_corrected) or not any(sign.isdigit() for sign in part)
    )
    return joined(*kept)


def _share_words(figure: Figure, value: float, denominator: float) -> str:
    percentage = f"{_percentage(value)} %"
    bounds = interval_words(figure)
    interval = f", 95 % interval {bounds}" if bounds else ""
    if figure.unit == "units":
        inside = f" ({interval[2:]})" if interval else ""
        return f"{percentage} of {rounded(denominator)} {_unit('units', denominator)}{inside}"
    counts = f"{_count(figure.numerator)} of {_count(denominator)}"
    if denominator < SMALL:
        return f"{counts} ({percentage}{interval})"
    return f"{percentage} ({counts}{interval})"


def _mean_words(figure: Figure, value: float) -> str:
    number = rounded(value, _DECIMALS[figure.unit])
    bounds = interval_words(figure)
    inside = f" (95 % interval {bounds})" if bounds else ""
    if figure.unit == "coefficient":
        return f"{number}{inside}"
    if figure.unit == "levels":
        return f"{signed(value)} levels{inside}"
    if figure.unit == "days":
        number = number.removesuffix(".0")
    unit = {"percent": " %", "level": ""}.get(figure.unit, f" {figure.unit}")
    lead = "level " if figure.unit == "level" else ""
    few = figure.denominator is not None and figure.denominator < SMALL and figure.unit != "days"
    count = f"{_count(figure.denominator)} {_unit('plans', figure.denominator or 0)}: " if few else ""
    return f"{count}{lead}{number}{unit}{inside}"


def _percentage(value: float) -> str:
    """Whole percent; what is not quite none or all does not read as 0 or 100."""
    whole = rounded(value)
    if whole == "0" and value > 0:
        return "under 1"
    return "over 99" if whole == "100" and value < 100 else whole


def _count(count: float | None) -> str:
    if count is None:
        return "–"
    return rounded(count) if float(count).is_integer() else rounded(count, 1)


def _unit(unit: str, count: float) -> str:
    return _SINGULAR.get(unit, unit) if count == 1 else unit
