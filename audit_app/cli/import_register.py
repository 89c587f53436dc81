"""`ehcp-audit import register`: a council's register into the workspace, whole or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError, Problem
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.mapping import Mapping, mapping_text, read_mapping
from audit_app.services.register.entries import SIX, Change
from audit_app.services.register.files import is_return
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.services.register.lists import CHANGE_WORDS, fault_list
from audit_app.services.register.mapping import offer_mapping, remembered_for
from audit_app.store.workspace import Workspace

_NAMED: Final = 20
"""How many references are named in one line."""

MOST_LISTED: Final = 10_000
"""How many faults a list holds at most: one to mend a source by should be whole."""


def run(call: Call) -> int:
    """Import it, or say what an import would change; queries and notes stand on standard error.

    Without a mapping file, the mapping remembered for these headings is used and named. `--guess` prints a mapping as
    guessed, to be looked at and given back with `--mapping`, and imports nothing.
    """
    asked = call.asked
    mapping = read_mapping(asked.mapping) if asked.mapping is not None else None
    with opened(call) as workspace:
        if asked.guess:
            return _guess(call, workspace)
        if mapping is None:
            mapping = _remembered(call, workspace)
        done = _import(call, workspace, mapping)
    _warn(call, done)
    if asked.json:
        call.console.say_json(_document(done, dry_run=asked.dry_run))
    else:
        call.console.say(_sentence(done, dry_run=asked.dry_run))
        for line in _moves(done):
            call.console.say(line)
    return DONE


def _import(call: Call, workspace: Workspace, mapping: Mapping | None) -> RegisterImported:
    """Import the file; what is wrong in it goes into the list asked for, whether or not it stops the import."""
    asked = call.asked
    if asked.faults is not None:
        call.compose().means.policy.demand_export(asked.faults)
    most = MOST_LISTED if asked.faults is not None else MOST_SHOWN
    try:
        with progress(call.console, "Register") as show:
            done = import_register(
                workspace, asked.file, mapping=mapping, dry_run=asked.dry_run, progress=show, most_problems=most
            )
    except AppError as error:
        if _save_faults(call, workspace, error.problems):
            raise AppError(error.message, error.problems[:MOST_SHOWN]) from error
        raise
    _save_faults(call, workspace, done.queries)
    return replace(done, queries=done.queries[:MOST_SHOWN])


def _save_faults(call: Call, workspace: Workspace, problems: Sequence[Problem]) -> bool:
    """Save the list, where one was asked for; whether it was."""
    path = call.asked.faults
    if path is None:
        return False
    from exports.lists import write_list

    workspace.note_access("export", "the faults of an import")
    write_list(path, fault_list(workspace, call.asked.file.name, problems), workspace.means.now().date())
    call.console.warn(f"What is wrong is listed in {path}.")
    return True


def _remembered(call: Call, workspace: Workspace) -> Mapping | None:
    found = None if is_return(call.asked.file, by_hand=True) else remembered_for(workspace, call.asked.file)
    if found is None:
        return None
    call.console.warn(f"Read by the mapping “{found.name}”, which is remembered for these headings.")
    return found.mapping


def _guess(call: Call, workspace: Workspace) -> int:
    """Print a mapping as guessed; why, and what speaks against it, stand on standard error."""
    if is_return(call.asked.file, by_hand=True):
        raise AppError("A statutory return needs no mapping: its elements are known. Import it without --guess.")
    offer = offer_mapping(workspace, call.asked.file)
    mapping = offer.guessed()
    for one in offer.guesses:
        sure = f" ({one.confidence.words.lower()})" if one.field is not None else ""
        call.console.warn(f"{one.heading[:60]} → {one.field or 'left out'}{sure}: {one.why}")
    call.console.warn_all(offer.check(mapping.columns))
    call.console.say(mapping_text(mapping).rstrip("\n"))
    return DONE


def _warn(call: Call, done: RegisterImported) -> None:
    call.console.warn_all(done.queries)
    if done.query_count > len(done.queries):
        more = counted(done.query_count - len(done.queries), "more query", "more queries")
        call.console.warn(f"{more}; the values are kept, and dates that cannot be right are left out of figures.")
    call.console.warn_all(done.notes)
    if done.vanished:
        missing = counted(len(done.vanished), "entry of the register is", "entries of the register are")
        call.console.warn(f"{missing} not in the file and kept.")


def _sentence(done: RegisterImported, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{done.rows:,} rows: {done.new:,} {would}new, {done.changed:,} {would}changed, {done.unchanged:,} unchanged; "
        f"{done.ceased:,} ceased, {len(done.vanished):,} not in the file."
    )


def _moves(done: RegisterImported) -> Iterator[str]:
    """What happened to entries that were held, a line each with their references; nothing where nothing did."""
    for change in SIX[1:]:
        refs = [one.plan_ref for one in done.entries if change in one.changes]
        if refs:
            shown = ", ".join(refs[:_NAMED]) + (" and more" if done.happened[change] > _NAMED else "")
            yield f"{CHANGE_WORDS[change]}: {done.happened[change]:,} ({shown})."


def _document(done: RegisterImported, *, dry_run: bool) -> dict[str, object]:
    counts = ("file", "rows", "new", "changed", "unchanged", "ceased", "left_out", "query_count", "changes")
    return {
        **{name: getattr(done, name) for name in counts},
        "happened": {change.value: done.happened.get(change, 0) for change in Change},
        "entries": [
            {"plan_ref": one.plan_ref, "what": [change.value for change in one.changes]} for one in done.entries
        ],
        "unlisted": done.unlisted,
        "vanished": list(done.vanished),
        "queries": [str(query) for query in done.queries],
        "notes": list(done.notes),
        "dry_run": dry_run,
    }
