"""`ehcp-audit demo`: a fictional partnership, or a fictional statutory return; nobody's real data."""

import os
from pathlib import Path

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.progress import progress
from audit_app.cli.window import has_screen, show_window
from audit_app.services.demo import DemoPerson, make_demo

_USUAL_SIZE = 1_000


def run(call: Call) -> int:
    """Print the workspace's folder and the passphrase, who is in it on standard error; then open the window with it.

    With a shape or a size, a return is written instead: its path is printed, and that of the answers it must give.
    """
    asked = call.asked
    if asked.shape is not None or asked.size is not None:
        if not asked.register_only:
            raise WrongUse("--shape and --size make a register alone. Give --register-only with them.")
        return _write_return(call)
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


def _write_return(call: Call) -> int:
    from audit_app.services.demo.returns import Shape, write_return

    asked, means = call.asked, call.compose().means
    folder = asked.dir if asked.dir is not None else Path()
    means.policy.demand_export(folder)
    shape, today = Shape(asked.shape or Shape.XML), means.now().date()
    with progress(call.console, "Return") as show:
        made = write_return(folder, shape, asked.size or _USUAL_SIZE, asked.seed, today, show)
    call.console.say(str(made.path))
    call.console.say(f"Answers: {made.answers_path}")
    found = made.answers
    call.console.warn(
        f"Everybody in it is fictional: {found.persons:,} persons, {found.requests:,} requests, {found.plans:,} plans, "
        f"{found.in_force:,} of them in force."
    )
    return DONE


def _line(person: DemoPerson) -> str:
    roles = ", ".join(sorted(role.value for role in person.roles))
    opens = ", opened by the passphrase" if person.opens else ""
    return f"{person.name}: {person.agency.value}; {roles}{opens}"
