"""`ehcp-audit measures load`: the shipped catalogue of measures into the workspace; those held stay as they are."""

from dataclasses import asdict

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.measures.keeping import load_catalogue


def run(call: Call) -> int:
    """Load it, and say how much of it is new."""
    with opened(call) as workspace:
        done = load_catalogue(workspace, with_targets=call.asked.with_targets)
    if call.asked.json:
        call.console.say_json(asdict(done))
    else:
        targets = f", {counted(done.targets, 'target')} kept" if call.asked.with_targets else ""
        call.console.say(f"{counted(done.new, 'measure')} new, {done.held:,} held already{targets}.")
    return DONE
