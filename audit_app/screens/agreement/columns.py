"""The columns of the agreement screen's tables: sections, pairs, markers, rounds, markers to reword."""

from collections.abc import Callable
from typing import Any

from audit_app.screens.agreement.wording import between_words, said, units_of
from audit_app.ui.table_model import Column
from exports.agreement_words import pair_words
from exports.pages.wording import named
from scoring.figures import SECTIONS, Figure, rounded

_SAME, _WITHIN, _COEFFICIENT = 222, 234, 164


def _figure(id_: str, title: str, of: Callable[[Any], Figure], width: int, yields: int = 0) -> Column:
    """A figure with its interval, sorted by its value; the tip says why where there is none."""
    return Column(
        id_,
        title,
        lambda row: said(of(row)),
        sort=lambda row: of(row).value,
        tip=lambda row: of(row).reason or of(row).note,
        width=width,
        yields=yields,
    )


def section_columns() -> tuple[Column, ...]:
    """A row a section."""
    return (
        Column("section", "Section", lambda row: _section(row.section), width=150),
        _figure("exact", "Same score", lambda row: row.measures.exact, _SAME),
        _figure("within", "Within one level", lambda row: row.measures.within_one, _WITHIN),
        _figure("alpha", "Alpha", lambda row: row.measures.alpha, _COEFFICIENT, 1),
        _figure("ac2", "AC2", lambda row: row.measures.ac2, _COEFFICIENT, 2),
    )


def pair_columns() -> tuple[Column, ...]:
    """A row two agencies."""
    return (
        Column("pair", "Agencies", lambda row: pair_words(row.first, row.second), width=216),
        _figure("exact", "Same score", lambda row: row.exact, _SAME),
        _figure("within", "Within one level", lambda row: row.within_one, _WITHIN, 2),
        _figure("gap", "First above second", lambda row: row.gap, 204),
        _figure("kappa", "Weighted kappa", lambda row: row.kappa, _COEFFICIENT, 1),
    )


def marker_columns() -> tuple[Column, ...]:
    """A row a marker, with the widest difference on one plan."""
    return (
        Column("marker", "Marker", lambda row: row.marker.id, width=70),
        Column("question", "Question", lambda row: row.marker.question, tip=lambda row: row.marker.question, width=190,
               yields=1),
        _figure("exact", "Same score", lambda row: row.exact, _SAME),
        _figure("within", "Within one level", lambda row: row.within_one, _WITHIN),
        Column("widest", "Widest", lambda row: _levels(row.widest), sort=lambda row: row.widest, width=78),
        Column("apart", "Two apart", lambda row: _of(row.apart, units_of(row.exact)), sort=lambda row: row.apart,
               tip=lambda _row: "Plans on which two members lie two levels apart or more", width=100),
    )  # fmt: skip


def round_columns() -> tuple[Column, ...]:
    """A row a round."""
    return (
        Column("round", "Round", lambda row: row.name, width=100),
        Column("plans", "Plans", lambda row: str(row.plans), sort=lambda row: row.plans, figures=True, width=64),
        _figure("exact", "Same score", lambda row: row.measures.exact, _SAME),
        _figure("within", "Within one level", lambda row: row.measures.within_one, _WITHIN, 2),
        _figure("alpha", "Alpha", lambda row: row.measures.alpha, _COEFFICIENT),
        _figure("ac2", "AC2", lambda row: row.measures.ac2, _COEFFICIENT, 1),
    )


def rewording_columns() -> tuple[Column, ...]:
    """A row a marker to reword."""
    return (
        Column("marker", "Marker", lambda row: named(row.marker.id, row.marker.question),
               tip=lambda row: row.marker.question, width=230),
        Column("rounds", "Low in", lambda row: f"{len(row.low)} of {row.of_rounds} rounds",
               tip=lambda row: ", ".join(row.low), width=106),
        Column("exact", "Same score", lambda row: f"{rounded(100 * row.exact)} %", lambda row: row.exact, figures=True,
               width=92),
        Column("within", "Within one", lambda row: f"{rounded(100 * row.within_one)} %", lambda row: row.within_one,
               figures=True, width=92, yields=1),
        Column("units", "Units", lambda row: str(row.units), lambda row: row.units, figures=True, width=60),
        Column("between", "Where it lies", between_words, tip=between_words, width=400),
    )  # fmt: skip


def _section(section: str) -> str:
    words = SECTIONS.get(section, section)
    name = words.partition(", ")[2] or words
    return f"{section} · {name[:1].upper()}{name[1:]}"


def _levels(number: int) -> str:
    return "1 level" if number == 1 else f"{number} levels"


def _of(number: int, total: int) -> str:
    return f"{number} of {total}"
