"""`ehcp-audit import outcomes`: outcomes, a row an outcome at a review, into the workspace, whole or not at all."""

from audit_app.cli.call import Call
from audit_app.cli.import_log import run_log
from audit_app.services.outcomes.importing import import_outcomes


def run(call: Call) -> int:
    """Import it, or say what an import would change."""
    return run_log(call, "Outcomes", import_outcomes)
