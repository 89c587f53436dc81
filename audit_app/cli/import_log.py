"""What every `ehcp-audit import` of a log does: run it, tell queries and notes, and say what came of it."""

from collections.abc import Callable
from dataclasses import asdict

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.services.log_importing import LogImported


def run_log(call: Call, title: str, taking_in: Callable[..., LogImported]) -> int:
    """Import a log, or say what an import would change."""
    asked = call.asked
    with opened(call) as workspace, progress(call.console, title) as show:
        done = taking_in(workspace, asked.file, dry_run=asked.dry_run, progress=show)
    call.console.warn_all(done.queries)
    if done.query_count > len(done.queries):
        more = counted(done.query_count - len(done.queries), "more query", "more queries")
        call.console.warn(f"{more}; the values are kept, and days that cannot be right are left out of figures.")
    call.console.warn_all(done.notes)
    if asked.json:
        call.console.say_json(_document(done, dry_run=asked.dry_run))
    else:
        call.console.say(_sentence(done, dry_run=asked.dry_run))
    return DONE


def _sentence(done: LogImported, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{done.rows:,} rows: {done.new:,} {would}new, {done.changed:,} {would}changed, {done.unchanged:,} unchanged."
    )


def _document(done: LogImported, *, dry_run: bool) -> dict[str, object]:
    queries = [str(query) for query in done.queries]
    return {**asdict(done), "queries": queries, "notes": list(done.notes), "dry_run": dry_run}
