"""`ehcp-audit measures import`: values of measures from a file, whole or not at all."""

from dataclasses import asdict

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.measures.importing import MeasuresImported, import_measures


def run(call: Call) -> int:
    """Import it, or say what an import would change; notes stand on standard error."""
    asked = call.asked
    with opened(call) as workspace:
        done = import_measures(workspace, asked.file, dry_run=asked.dry_run)
    call.console.warn_all(done.notes)
    if asked.json:
        call.console.say_json({**asdict(done), "notes": list(done.notes), "dry_run": asked.dry_run})
    else:
        call.console.say(_sentence(done, dry_run=asked.dry_run))
    return DONE


def _sentence(done: MeasuresImported, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{counted(done.rows, 'row')}: {counted(done.new, 'value')} {would}new, {done.changed:,} {would}changed, "
        f"{done.unchanged:,} unchanged."
    )
