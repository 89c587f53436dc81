"""`ehcp-audit people add`: gives a person keys to the workspace, under a passphrase of their own."""

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.people import Act, Agency, Role
from audit_app.domain.problems import AppError
from audit_app.store.keyring import add
from audit_app.store.person_ops import PersonDetails


def run(call: Call) -> int:
    """Print who was added, with their id."""
    asked = call.asked
    roles = frozenset(Role(role) for role in asked.role) or frozenset({Role.READER})
    details = PersonDetails(asked.person.strip(), Agency(asked.agency), roles, tuple(asked.team))
    with opened(call) as workspace:
        workspace.demand(Act.MANAGE_PEOPLE)
        if any(entry.name == details.name for entry in workspace.key_file.people):
            raise AppError(f"{details.name} can open this workspace already. Give the second one a name of their own.")
        id_ = add(workspace, details, passphrases.new(call, details.name))
    call.console.say(f"{details.name} ({id_}) can open the workspace: {', '.join(sorted(roles))}.")
    return DONE
