"""Withholds what the public may not see, alike in every kind of report of one period; what is released is not known.

A kind breaks down its own cycle alone, and a breakdown can make a whole figure go. So what every kind would show is
protected at once, and each report keeps its part: else a note for the public would show what another report withholds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit_app.domain.cycles import Cycle
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import pools
from audit_app.store.figures.counting import count_figures
from audit_app.store.figures.only_markers import without_only_markers
from audit_app.store.figures.weighted import weighed_back
from scoring.figures import Audience, Figure, apply_audience, whole_id


def for_public(conn: Connection, over: Asked, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A report's figures as the public may see them, in the same order."""
    shown = apply_audience([*figures, *_beside(conn, over, figures)], Audience.PUBLIC)
    return without_only_markers(conn, shown[: len(figures)])


def _beside(conn: Connection, over: Asked, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What reports about the other cycles of the period would show, and this one does not."""
    known = {whole_id(figure) for figure in figures}
    for cycle in sorted({cycle for cycle, _ in pools(conn, over)} - {over.cycle}):
        other = replace(over, cycle=Cycle(cycle))
        for figure in weighed_back(conn, other, count_figures(conn, other), for_public=True):
            if whole_id(figure) not in known:
                known.add(whole_id(figure))
                yield figure
