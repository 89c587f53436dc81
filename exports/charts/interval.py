"""One value with its interval on a scale, small enough for a table's cell."""

from exports.charts.scene import Item, Line, Mark, Scene, Shape
from resources.theme import Colour


def interval_bar(
    value: float, lower: float | None, upper: float | None, low: float, high: float, width: float, height: float = 12
) -> Scene:
    """A dot at the value and a line over its interval, on a scale from `low` to `high`, clipped to the scale."""
    left, right, middle = 4.0, width - 4, height / 2

    def place(number: float) -> float:
        share = (min(max(number, low), high) - low) / (high - low)
        return left + (right - left) * share

    items: list[Item] = [Line(left, middle, right, middle, Colour.LINE, 1.0)]
    items += [Line(x, middle - 3, x, middle + 3, Colour.LINE, 1.0) for x in (left, right)]
    if lower is not None and upper is not None:
        items.append(Line(place(lower), middle, place(upper), middle, Colour.ACCENT, 2.4))
    items.append(Shape(Mark.DOT, place(value), middle, 6.5, Colour.ACCENT))
    words = f"{value:.1f} on a scale from {low:g} to {high:g}"
    return Scene(width, height, tuple(items), words)
