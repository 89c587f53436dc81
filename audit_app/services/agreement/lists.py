"""Agreement as a list that leaves the app: a row a measure of the whole, each section, pair, marker and round."""

from collections.abc import Iterator

from audit_app.domain.people import Act
from audit_app.services.agreement.measuring import Agreement, Measures
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.agreement_words import METHOD_WORDS, METHODS, counts_words, pair_words
from exports.book import Value
from exports.lists import ListFile
from exports.sheets.agreement import FIELDS
from exports.sheets.columns import numbers, said
from scoring.figures import SECTIONS, Figure, FigureId, definition


def agreement_list(workspace: Workspace, found: Agreement) -> ListFile:
    """Everything that was measured, agencies named and nobody else.

    Raises AppError where the person may not take data out.
    """
    workspace.demand(Act.EXPORT)
    basis, asked = found.basis, found.asked
    lines = (
        f"{asked.round or 'Every round'}, {asked.framework}, {METHODS.get(asked.method, asked.method).lower()}.",
        counts_words(basis.single, basis.several, basis.rounds),
        METHOD_WORDS,
    )
    rows = tuple(_row(*row) for row in _rows(found))
    return ListFile("How far auditors agree", organisation(workspace.conn), lines, FIELDS, rows)


def _rows(found: Agreement) -> Iterator[tuple[str, str, Figure]]:
    for figure in _four(found.whole):
        yield "whole", "", figure
    for section in found.sections:
        for figure in _four(section.measures):
            yield "section", f"{section.section} · {SECTIONS.get(section.section, section.section)}", figure
    for pair in found.pairs:
        for figure in (pair.exact, pair.within_one, pair.gap, pair.kappa):
            yield "pair", pair_words(pair.first, pair.second), figure
    for marker in found.markers:
        for figure in (marker.exact, marker.within_one):
            yield "marker", f"{marker.marker.id} · {marker.marker.question}", figure
    for one in found.rounds:
        for figure in _four(one.measures):
            yield "round", one.name, figure


def _four(measures: Measures) -> tuple[Figure, ...]:
    return measures.exact, measures.within_one, measures.alpha, measures.ac2


def _row(of: str, which: str, figure: Figure) -> tuple[Value, ...]:
    label = definition(FigureId.parse(figure.id).base).label
    return (of, which, label, *numbers(figure), *said(figure))
