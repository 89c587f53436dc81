"""The operations that make a person or change what they may do; it knows no passphrases."""

from dataclasses import dataclass

from audit_app.domain.people import Agency, Role
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.means import Means


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is asked about a person when they are added."""

    name: str
    agency: Agency
    roles: frozenset[Role]
    teams: tuple[str, ...] = ()


def person_ops(person: str, details: PersonDetails, keys: PersonKeys, means: Means) -> list[Op]:
    """A new person, active from today."""
    values: dict[str, Json] = {
        "name": details.name,
        "agency": details.agency.value,
        "roles": sorted(role.value for role in details.roles),
        "teams": list(details.teams),
        "keys": {"box_key": keys.opening_public.hex(), "sign_key": keys.signing_public.hex()},
        "period": {"from": means.now().date().isoformat(), "to": None},
    }
    return [Op("person", person, field, value) for field, value in values.items()]
