"""`ehcp-audit import audits`: past audits, a row a score or a row a plan, into the workspace, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.intake.past_columns import SheetWord
from audit_app.intake.past_mapping import PastMapping, past_mapping_text, read_past_mapping
from audit_app.intake.past_words import Meaning, grade_words, level_words
from audit_app.services.past.audits import AuditsImported, import_audits
from audit_app.services.past.sheets import PastOffer, offer_past
from audit_app.services.past.tables import is_row_a_score
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Import them, or say what an import would add; queries and notes stand on standard error.

    A row a score needs no mapping. Of any other sheet, without a mapping file, the mapping remembered for these
    headings is used and named. `--guess` prints a mapping as guessed, to be looked at and given back with `--mapping`,
    and imports nothing.
    """
    asked = call.asked
    mapping = read_past_mapping(asked.mapping) if asked.mapping is not None else None
    with opened(call) as workspace:
        if asked.guess:
            return _guess(call, workspace)
        if mapping is not None and asked.sheet:
            mapping = replace(mapping, sheet=asked.sheet, heading_row=0)
        elif mapping is None and not is_row_a_score(asked.file):
            mapping = _remembered(call, workspace)
        with progress(call.console, "Past audits") as show:
            done = import_audits(workspace, asked.file, mapping=mapping, dry_run=asked.dry_run, progress=show)
    call.console.warn_all(done.queries)
    if done.query_count > len(done.queries):
        more = counted(done.query_count - len(done.queries), "more query", "more queries")
        call.console.warn(f"{more}; the values are kept.")
    call.console.warn_all(done.notes)
    if asked.json:
        call.console.say_json(_document(done, dry_run=asked.dry_run))
    else:
        call.console.say(_sentence(done, dry_run=asked.dry_run))
    return DONE


def _remembered(call: Call, workspace: Workspace) -> PastMapping:
    """The mapping remembered for these headings, said; raises AppError where there is none."""
    offer = offer_past(workspace, call.asked.file, sheet=call.asked.sheet or "")
    found = next((one for one in offer.remembered if one.is_for(offer.columns.headings)), None)
    if found is None:
        raise AppError(
            "The file has no row for each score, and no mapping is remembered for its headings. Print one with "
            "--guess, look at it, and give it back with --mapping."
        )
    call.console.warn(f"Read by the mapping “{found.name}”, which is remembered for these headings.")
    return replace(found.mapping, sheet=offer.columns.sheet, heading_row=offer.layout.heading_row)


def _guess(call: Call, workspace: Workspace) -> int:
    """Print a mapping as guessed; why, and what speaks against it, stand on standard error."""
    if is_row_a_score(call.asked.file):
        raise AppError("This file has a row for each score and needs no mapping. Import it without --guess.")
    offer = offer_past(workspace, call.asked.file, sheet=call.asked.sheet or "")
    mapping = offer.guessed()
    console = call.console
    for said in _said_of_sheet(offer):
        console.warn(said)
    for one in offer.guesses:
        sure = f" ({one.confidence.words.lower()})" if one.field is not None else ""
        console.warn(f"{one.heading[:60]} → {one.field or 'left out'}{sure}: {one.why}")
    for said in (
        *_said_of_words(offer.level_words(mapping), level_words),
        *_said_of_words(offer.grade_words(mapping), grade_words),
    ):
        console.warn(said)
    console.warn_all(offer.check(mapping))
    console.say(past_mapping_text(mapping).rstrip("\n"))
    return DONE


def _said_of_sheet(offer: PastOffer) -> list[str]:
    said = list(offer.said)
    if offer.alike:
        said.append(f"Other sheets have the same headings: {', '.join(offer.alike)}. Name one with --sheet.")
    return said


def _said_of_words(words: Mapping[SheetWord, Meaning], name: Callable[[str | None], str]) -> list[str]:
    """A line for each word of the sheet: what it is taken for, and why."""
    return [
        f"“{word.text[:40]}” ({word.count:,} times) → {name(meaning.means)}: {meaning.why}"
        for word, meaning in words.items()
    ]


def _sentence(done: AuditsImported, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    made = f" The framework {done.framework} {would or 'was '}made." if done.is_framework_new else ""
    return (
        f"{done.rows:,} rows: {done.audits:,} audits and {done.reviews:,} reviews {would}new, "
        f"{done.unchanged:,} reviews unchanged.{made}"
    )


def _document(done: AuditsImported, *, dry_run: bool) -> dict[str, object]:
    queries = [str(query) for query in done.queries]
    return {**asdict(done), "queries": queries, "notes": list(done.notes), "dry_run": dry_run}
