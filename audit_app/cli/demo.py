"""`ehcp-audit demo`: a fictional partnership, for looking around; nobody's real data."""

import os

from audit_app.cli.call import DONE, Call
from audit_app.cli.progress import progress
from audit_app.cli.window import has_screen, show_window
from audit_app.services.demo import DemoPerson, make_demo


def run(call: Call) -> int:
    """Print the workspace's folder and the passphrase, who is in it on standard error; then open the window with it."""
    asked = call.asked
    composition = call.compose()
    folder = asked.dir if asked.dir is not None else composition.folders.workspaces
    with progress(call.console, "Demo") as show:
        made = make_demo(folder, composition.means, seed=asked.seed, register_only=asked.register_only, progress=show)
    call.console.say(str(made.workspace_path))
    call.console.say(f"Passphrase: {made.passphrase}")
    call.console.warn(
        f"{made.organisation} is fictional: {made.entries:,} register entries, {made.audits:,} audits, "
        f"{made.rounds:,} rounds."
    )
    call.console.warn_all(_line(person) for person in made.people)
    if asked.no_window or not has_screen(os.environ):
        return DONE
    call.console.out.flush()  # the passphrase must be there to read while the window asks for it
    return show_window(str(made.workspace_path))


def _line(person: DemoPerson) -> str:
    roles = ", ".join(sorted(role.value for role in person.roles))
    opens = ", opened by the passphrase" if person.opens else ""
    return f"{person.name}: {person.agency.value}; {roles}{opens}"
