"""Which rows of a sheet are audits: totals, repeated headings, titles in between and notes at the end are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audit_app.intake.cells import squeezed
from audit_app.intake.past_grid import Rows
from audit_app.intake.past_layout import Layout, plain
from audit_app.intake.sheet import Cell

_TOTALS: Final = (
    *("total", "totals", "grand total", "sub total", "subtotal", "average", "averages", "mean", "median", "count"),
    *("sum", "number of", "no. of", "percentage", "percent", "% ", "overall total", "maximum", "max score", "key:"),
)
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Body:
    """The rows that are audits, with their numbers in the sheet, and what was left out, in sentences.

    `without_ref` are rows among the audits that hold something and no plan reference.
    """

    rows: Rows = field(repr=False)
    without_ref: tuple[int, ...]
    said: tuple[str, ...]


def audit_rows(layout: Layout, plan_at: int | None) -> Body:
    """The rows of a table that are audits, where `plan_at` is the plan reference's column; None: not known yet."""
    kept: list[tuple[int, tuple[Cell, ...]]] = []
    left: dict[str, list[int]] = {"totals": [], "repeated headings": [], "rows with one text only": []}
    headings = {squeezed(plain(cell)) for _, cells in _heading(layout) for cell in cells if plain(cell)}
    for number, cells in layout.rows:
        texts = [plain(cell) for cell in cells]
        kind = _kind(texts, headings, plan_at)
        if kind:
            left[kind].append(number)
        elif any(texts) or any(not isinstance(cell, str) for cell in cells):
            kept.append((number, cells))
    if plan_at is None:
        return Body(tuple(kept), (), tuple(_left_words(left)))
    return _between(kept, plan_at, left)


def _heading(layout: Layout) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    return (row for row in layout.grid.rows if row[0] == layout.heading_row)


def _kind(texts: Sequence[str], headings: set[str], plan_at: int | None) -> str:
    """What a row is that is no audit; empty for an audit. A row with a reference and more is always one."""
    filled = [text for text in texts if text]
    if not filled:
        return ""
    # Where the reference stands behind other columns, what is before it may begin with any word.
    named = texts[plan_at] if plan_at is not None and texts[plan_at] else filled[0]
    first = named.casefold()
    if any(first == word.strip() or first.startswith((f"{word} ", f"{word}:")) for word in _TOTALS):
        return "totals"
    if len(filled) > 1 and sum(squeezed(text) in headings for text in filled) > 0.8 * len(filled):
        return "repeated headings"
    if len(set(filled)) == 1 and (plan_at is None or not texts[plan_at] or len(filled) == 1) and len(texts) > 1:
        return "rows with one text only"
    return ""


def _between(kept: Sequence[tuple[int, tuple[Cell, ...]]], plan_at: int, left: dict[str, list[int]]) -> Body:
    """The rows from the first with a reference to the last; those in between without one are told apart."""
    has_ref = [bool(plain(cells[plan_at])) or not isinstance(cells[plan_at], str) for _, cells in kept]
    first = next((at for at, has in enumerate(has_ref) if has), len(kept))
    last = next((at for at in range(len(kept) - 1, -1, -1) if has_ref[at]), -1)
    left["rows without a plan reference before the first plan"] = [number for number, _ in kept[:first]]
    if last >= first:
        left["rows without a plan reference after the last plan"] = [number for number, _ in kept[last + 1 :]]
    rows = [row for at, row in enumerate(kept) if first <= at <= last]
    without = tuple(number for number, cells in rows if not cells[plan_at])
    return Body(tuple(row for row in rows if row[1][plan_at]), without, tuple(_left_words(left)))


def _left_words(left: dict[str, list[int]]) -> Iterator[str]:
    for what, numbers in left.items():
        if numbers:
            shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
            more = f" and {len(numbers) - _MOST_NAMED:,} more" if len(numbers) > _MOST_NAMED else ""
            verb = "Row" if len(numbers) == 1 else "Rows"
            yield f"{verb} {shown}{more} left out: {what}."
