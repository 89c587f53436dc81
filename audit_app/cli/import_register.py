"""`ehcp-audit import register`: a council's register into the workspace, whole or not at all."""

from dataclasses import asdict

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.intake.mapping import read_mapping
from audit_app.services.refusals import counted
from audit_app.services.register import RegisterImported, import_register


def run(call: Call) -> int:
    """Import it, or say what an import would change; queries and notes stand on standard error."""
    asked = call.asked
    mapping = read_mapping(asked.mapping) if asked.mapping is not None else None
    with opened(call) as workspace, progress(call.console, "Register") as show:
        done = import_register(workspace, asked.file, mapping=mapping, dry_run=asked.dry_run, progress=show)
    _warn(call, done)
    if asked.json:
        call.console.say_json(_document(done, dry_run=asked.dry_run))
    else:
        call.console.say(_sentence(done, dry_run=asked.dry_run))
    return DONE


def _warn(call: Call, done: RegisterImported) -> None:
    call.console.warn_all(done.queries)
    if done.query_count > len(done.queries):
        more = counted(done.query_count - len(done.queries), "more query", "more queries")
        call.console.warn(f"{more}; the dates are kept and left out of figures.")
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


def _document(done: RegisterImported, *, dry_run: bool) -> dict[str, object]:
    return {
        **asdict(done),
        "queries": [str(query) for query in done.queries],
        "vanished": list(done.vanished),
        "notes": list(done.notes),
        "dry_run": dry_run,
    }
