"""`ehcp-audit backup`: a verified copy beside the workspace, and one in a second place."""

import os
from pathlib import Path

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.store.backup import back_up, second_place, set_second_place


def run(call: Call) -> int:
    """Print the folder of each backup made."""
    asked = call.asked
    if asked.remember and asked.to is None:
        raise WrongUse("--remember needs --to DIR: the place to remember.")
    place = Path(os.path.abspath(asked.to)) if asked.to is not None else None  # noqa: PTH100  takes out ".."
    with opened(call) as workspace:
        workspace.demand(Act.BACK_UP)
        made = back_up(workspace, place)
        if asked.remember and place is not None:
            set_second_place(workspace, place)
        remembers = second_place(workspace) is not None
    for one in made:
        call.console.say(str(one.folder))
    thinned = sum(len(one.thinned) for one in made)
    if thinned:
        were = counted(thinned, "older backup was", "older backups were")
        call.console.warn(f"{were} thinned; newer verified ones took their places.")
    if not remembers:
        call.console.warn("There is no second backup place yet. Give one with --to DIR --remember.")
    return DONE
