"""`ehcp-audit check`: everything that can be verified about a workspace, each part with what was looked at."""

from collections.abc import Sequence

from audit_app.cli.call import DONE, FAULTS, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.errors import one_line
from audit_app.services.tamper import run_check
from audit_app.store.backup import second_place
from audit_app.store.check import Finding
from audit_app.store.newest_backup import newest_backup_name
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Faults are on standard error and make it 1; advice is a result."""
    with opened(call, even_unsound=True) as workspace:
        with progress(call.console, "Check") as show:
            findings = run_check(workspace, progress=show)
        advice = _advice(workspace)
    for finding in findings:
        call.console.warn_all(one_line(f"{finding.name}: {fault}") for fault in finding.faults)
    if call.asked.json:
        call.console.say_json(_document(findings, advice))
    else:
        _say(call, findings, advice)
    return DONE if all(finding.is_good for finding in findings) else FAULTS


def _say(call: Call, findings: Sequence[Finding], advice: list[str]) -> None:
    for finding in findings:
        found = "good" if finding.is_good else counted(len(finding.faults), "fault", "faults")
        call.console.say(f"{finding.name}: {found} ({finding.looked_at})")
    for sentence in advice:
        call.console.say(f"Advice: {sentence}")


def _document(findings: Sequence[Finding], advice: list[str]) -> dict[str, object]:
    parts = [
        {"name": one.name, "looked_at": one.looked_at, "good": one.is_good, "faults": list(one.faults)}
        for one in findings
    ]
    return {"good": all(one.is_good for one in findings), "parts": parts, "advice": advice}


def _advice(workspace: Workspace) -> list[str]:
    found = []
    if len(workspace.key_file.people) < 2:
        found.append("Only one person can open this workspace. Add a second with ehcp-audit people add.")
    if second_place(workspace) is None:
        found.append("There is no second backup place. Give one with ehcp-audit backup --to DIR --remember.")
    if not newest_backup_name(workspace.folder):
        found.append("There is no backup yet. Make one with ehcp-audit backup.")
    return found
