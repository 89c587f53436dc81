"""What each audience may see of a report's figures: the board no small groups, the public no small counts.

Figures go in whole and come out withheld where they must be; nothing is counted here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scoring.figure import Audience, Figure, FigureId
from scoring.figure_words import without_numbers
from scoring.links import link
from scoring.protection import protect
from scoring.withholding import BOARD_MINIMUM, Symbol, over_half, withhold_group_cells

WITHHELD_BOARD = (
    f"The group has fewer than {BOARD_MINIMUM} plans, or its number would give away that of a group that has."
)
WITHHELD_TABLE = (
    f"Over half of this table would be withheld, because its groups have fewer than {BOARD_MINIMUM} plans each; "
    "it is not shown."
)
WITHHELD_PUBLIC = "It rests on a count of 1 to 5, or would give away such a count elsewhere."
ONE_WAY = "The public sees tables with one breakdown only."
_OF_PLANS = frozenset({"plans", "requests", "reviews", "percent", "level", "weeks"})
_GROUP = ("team", "need", "phase", "cycle", "framework", "round")


def apply_audience(
    figures: Iterable[Figure], audience: Audience | str, groups: Mapping[str, int] | None = None
) -> tuple[Figure, ...]:
    """The figures as this audience may see them, in the same order, each marked with the audience.

    Give all figures of the report in one call: what one withholds, another may give away. `groups` is for the board:
    the number of plans of a figure's group, by the figure's whole id or by the group's part of it in canonical order
    ("@team=North", "@team=North@cycle=weekly", "" for the whole sample). Without either, a figure's own denominator
    counts where it counts plans, requests or reviews. Raises ValueError for a breakdown figure whose group's size is
    in none of these, or for an audience that is not known.
    """
    readers = Audience(audience)
    shown = tuple(replace(figure, audience=str(readers)) for figure in figures)
    if readers is Audience.BOARD:
        return _for_board(shown, groups or {})
    return _for_public(shown) if readers is Audience.PUBLIC else shown


def whole_id(figure: Figure) -> str:
    """The id with cycle and framework: a bare id means another cycle in another kind of report."""
    if not figure.cycle:
        return figure.id
    return str(FigureId.parse(figure.id).with_(cycle=figure.cycle, framework=figure.framework))


def _for_public(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    # every kind of report calls and orders its figures alike here, so that each withholds the same of one period
    links = link(sorted((replace(figure, id=whole_id(figure)) for figure in figures), key=lambda one: one.id))
    withheld = protect(links.system)
    gone = frozenset[str]().union(
        *(cell.figures for name, cell in links.system.cells.items() if name in withheld or cell.sensitive)
    )
    public = []
    for figure in figures:
        if len(FigureId.parse(figure.id).breakdown) > 1:
            public.append(_withhold(figure, ONE_WAY, keep_denominator=False))
        elif whole_id(figure) in gone:
            seen = links.denominators.get(whole_id(figure)) not in withheld
            public.append(_withhold(figure, WITHHELD_PUBLIC, keep_denominator=seen))
        else:
            public.append(replace(figure, note=without_numbers(figure.note, keep_corrected=True)))
    return tuple(public)


def _for_board(figures: Sequence[Figure], groups: Mapping[str, int]) -> tuple[Figure, ...]:
    ids = {figure.id: FigureId.parse(figure.id) for figure in figures}
    tables: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        tables[str(ids[figure.id].without(*ids[figure.id].breakdown))].append(figure)
    reasons: dict[str, str] = {}
    for bare, table in tables.items():
        sizes = {one.id: _size(one, ids[one.id], groups) for one in table if ids[one.id].breakdown}
        if sizes:
            whole = next((one for one in table if one.id == bare), None)
            total = groups.get(FigureId.parse(bare).only(*_GROUP).suffix)
            if total is None and whole is not None and whole.unit in _OF_PLANS:
                total = _own_size(whole)
            items = None if whole is None else _items(table, whole)
            if items is not None and whole is not None:
                total = _own_size(whole)
            reasons |= _board_reasons(sizes, ids, total, items)
    return tuple(
        _withhold(figure, reasons[figure.id], keep_denominator=False) if figure.id in reasons else figure
        for figure in figures
    )


def _items(table: Sequence[Figure], whole: Figure) -> dict[str, int] | None:
    """How many items each group of a table has, where items are counted and not plans: it is they that add up."""
    if whole.unit in _OF_PLANS or whole.denominator is None:
        return None
    return {one.id: int(one.denominator or 0) for one in table}


def _board_reasons(
    sizes: Mapping[str, int], ids: Mapping[str, FigureId], total: int | None, items: Mapping[str, int] | None = None
) -> dict[str, str]:
    """Why each withheld figure of one base is withheld, by id."""
    withheld = withhold_group_cells(
        {name: (dict(ids[name].only(*ids[name].breakdown).parts), size) for name, size in sizes.items()}, total, items
    )
    kinds: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sizes:
        kinds[ids[name].breakdown].append(name)
    reasons: dict[str, str] = {}
    for names in kinds.values():
        gone = [name for name in names if name in withheld]
        if over_half(len(gone), len(names)):
            reasons |= dict.fromkeys(names, WITHHELD_TABLE)
        else:
            reasons |= dict.fromkeys(gone, WITHHELD_BOARD)
    return reasons


def _size(figure: Figure, asked: FigureId, groups: Mapping[str, int]) -> int:
    own = _own_size(figure) if figure.unit in _OF_PLANS else None
    size = groups.get(figure.id, groups.get(asked.only(*_GROUP).suffix, own))
    if size is None:
        raise ValueError(f"How many plans stand behind {figure.id} is not known, so that it cannot be shown.")
    return size


def _own_size(figure: Figure) -> int | None:
    size = figure.numerator if figure.denominator is None else figure.denominator
    return None if size is None else int(size)


def _withhold(figure: Figure, reason: str, *, keep_denominator: bool) -> Figure:
    """Value, numerator and interval go; the note keeps what tells no count."""
    return replace(
        figure,
        value=None,
        numerator=None,
        denominator=figure.denominator if keep_denominator else None,
        lower=None,
        upper=None,
        withheld=str(Symbol.WITHHELD),
        reason=reason,
        note=without_numbers(figure.note, keep_corrected=False),
    )
