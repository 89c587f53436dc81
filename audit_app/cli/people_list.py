"""`ehcp-audit people list`: who the workspace knows, what they may do, and whether they can open it."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.people import Person
from audit_app.store.log.people_log import people


def run(call: Call) -> int:
    """A line a person."""
    with opened(call) as workspace:
        known = sorted(people(workspace.conn).values(), key=lambda person: (person.name, person.id))
        openers = {entry.id for entry in workspace.key_file.people}
    if call.asked.json:
        call.console.say_json([_record(person, person.id in openers) for person in known])
        return DONE
    for person in known:
        roles = ", ".join(sorted(role.value for role in person.roles)) or "no role"
        opens = "" if person.id in openers else "; cannot open it"
        call.console.say(f"{person.name} ({person.id}): {person.agency.value}; {roles}{opens}")
    return DONE


def _record(person: Person, can_open: bool) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "agency": person.agency.value,
        "roles": sorted(role.value for role in person.roles),
        "teams": list(person.teams),
        "from": person.active_from.isoformat(),
        "to": person.active_to.isoformat() if person.active_to else None,
        "can_open": can_open,
    }
