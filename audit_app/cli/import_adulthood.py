"""`ehcp-audit import adulthood`: young people near adulthood, a row a plan, into the workspace, whole or not at all."""

from audit_app.cli.call import Call
from audit_app.cli.import_log import run_log
from audit_app.services.outcomes.adulthood_importing import import_adulthood


def run(call: Call) -> int:
    """Import it, or say what an import would change."""
    return run_log(call, "Adulthood", import_adulthood)
