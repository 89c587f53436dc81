"""What is published of an agency that scores one marker alone: its score is that marker's, and goes when that goes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audit_app.store.driver import Connection
from audit_app.store.grades import stored_framework
from forms.model import Framework
from scoring.figures import Figure, FigureId, definition

_AGENCY = "score.agency."


def without_only_markers(conn: Connection, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures as an audience may see them, without an agency's score whose only marker is withheld.

    `scoring` does the same for a section, which it knows from the markers' ids; who scores a marker the framework says.
    """
    means = {figure.id: figure for figure in figures if figure.id.startswith("marker.")}
    known = _frameworks(conn, figures)
    return tuple(_shown(figure, means, known) for figure in figures)


def _frameworks(conn: Connection, figures: Iterable[Figure]) -> dict[str, Framework]:
    keys = {figure.framework for figure in figures if figure.id.startswith(_AGENCY) and figure.value is not None}
    return {key: stored_framework(conn, key) for key in sorted(keys)}


def _shown(figure: Figure, means: dict[str, Figure], known: dict[str, Framework]) -> Figure:
    if figure.value is None or not figure.id.startswith(_AGENCY):
        return figure
    asked = FigureId.parse(figure.id)
    only = list(_markers_of(known[figure.framework], asked.base.removeprefix(_AGENCY)))
    mean = means.get(str(FigureId(f"marker.{only[0]}.mean", asked.parts))) if len(only) == 1 else None
    if mean is None or not mean.withheld:
        return figure
    return replace(
        figure,
        value=None,
        denominator=mean.denominator,
        lower=None,
        upper=None,
        withheld=mean.withheld,
        reason=mean.reason,
        note=f"Left out: {definition(asked).left_out}",
    )


def _markers_of(framework: Framework, agency: str) -> Iterator[str]:
    for marker in framework.markers:
        if marker.sole_agency == agency:
            yield marker.id
