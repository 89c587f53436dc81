"""`ehcp-audit import audits`: past audits, a row a score, into the workspace, whole or not at all."""

from dataclasses import asdict

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.services.past_audits import AuditsImported, import_audits


def run(call: Call) -> int:
    """Import them, or say what an import would add; queries and notes stand on standard error."""
    asked = call.asked
    with opened(call) as workspace, progress(call.console, "Past audits") as show:
        done = import_audits(workspace, asked.file, dry_run=asked.dry_run, progress=show)
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


def _sentence(done: AuditsImported, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{done.rows:,} rows: {done.audits:,} audits and {done.reviews:,} reviews {would}new, "
        f"{done.unchanged:,} reviews unchanged."
    )


def _document(done: AuditsImported, *, dry_run: bool) -> dict[str, object]:
    queries = [str(query) for query in done.queries]
    return {**asdict(done), "queries": queries, "notes": list(done.notes), "dry_run": dry_run}
