"""`ehcp-audit import advice`: a log of advice asked for, a row a request, into the workspace, whole or not at all."""

from audit_app.cli.call import Call
from audit_app.cli.import_log import run_log
from audit_app.services.advice.importing import import_advice


def run(call: Call) -> int:
    """Import it, or say what an import would change."""
    return run_log(call, "Advice log", import_advice)
