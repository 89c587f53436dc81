"""The sentences over the mapping of a sheet of past audits; it decides nothing."""

from audit_app.domain.counting import counted
from audit_app.intake.past_mapping import is_marker
from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.screens.plans.past_draft import PastDraft
from audit_app.services.past.remembered import RememberedPast


def started_words(draft: PastDraft) -> str:
    """What was found in the sheet, and where the mapping began."""
    columns, layout = draft.offer.columns, draft.offer.layout
    file = f"{columns.file}, sheet {columns.sheet}" if columns.sheet else columns.file
    found = f"{counted(columns.rows, 'row', 'rows')} below the headings in row {layout.heading_row}"
    begun = (
        f"They are read as “{draft.source}” has it: look whether that still holds."
        if draft.source
        else "What they are was guessed: look at each and correct what is wrong."
    )
    return f"{file}: {counted(len(columns.columns), 'column', 'columns')}, {found}. {begun}"


def sheet_words(draft: PastDraft) -> str:
    """What was left out of the sheet or read in a way that should be known, in sentences."""
    said = list(draft.offer.said)
    if draft.offer.alike:
        said.append(f"Other sheets have the same headings: {', '.join(draft.offer.alike)}. Import each in turn.")
    return " ".join(said)


def tally_words(rows: tuple[MappedColumn, ...]) -> str:
    """“34 markers, 4 other columns, 9 left out, 2 to look at”."""
    markers = sum(is_marker(row.field) for row in rows)
    out = sum(row.field is None for row in rows)
    doubts = sum(row.stand in (Stand.FAULT, Stand.DOUBT) for row in rows)
    said = f"{counted(markers, 'marker', 'markers')}, {len(rows) - markers - out} other, {out} left out"
    return f"{said}, {doubts} to look at" if doubts else said


def word_tally(rows: tuple[MappedColumn, ...]) -> str:
    """“12 words, 2 not decided”."""
    undecided = sum(row.stand is Stand.FAULT for row in rows)
    doubts = sum(row.stand is Stand.DOUBT for row in rows)
    parts = [counted(len(rows), "word", "words")]
    if undecided:
        parts.append(f"{undecided} not decided")
    if doubts:
        parts.append(f"{doubts} to look at")
    return ", ".join(parts)


def remembered_words(one: RememberedPast, headings: tuple[str, ...]) -> str:
    """How a remembered mapping stands in the list of those that fit."""
    return one.name if one.is_for(headings) else f"{one.name} (some columns are new)"
