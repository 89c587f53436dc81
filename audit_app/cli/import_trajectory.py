"""`ehcp-audit import trajectory`: a target in time into the workspace, in place of one of the same name."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.errors import one_line
from audit_app.services.timeliness.trajectories import import_trajectory


def run(call: Call) -> int:
    """Keep it, and say whether it is new."""
    with opened(call) as workspace:
        done = import_trajectory(workspace, call.asked.file)
    name, points = done.trajectory.name, len(done.trajectory.points)
    if call.asked.json:
        document = {"id": done.id, "name": name, "points": points, "new": done.is_new, "changes": done.changes}
        call.console.say_json(document)
    else:
        what = "new" if done.is_new else "changed" if done.changes else "unchanged"
        call.console.say(one_line(f"“{name}”: {what}, {points} {'point' if points == 1 else 'points'}."))
    return DONE
