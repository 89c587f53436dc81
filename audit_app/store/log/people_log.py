"""People as the log knows them: now, and at the logical time of an earlier change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.people import Agency, Person, Role
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_FIELDS = ("name", "agency", "roles", "teams", "period", "keys")


# The log is read by the ids of the few people there are: it has no other way to them than reading all of it.
_OF_PEOPLE = "o.id IN (SELECT id FROM person)"


def person_from(id_: str, value: dict[str, Json]) -> Person:
    """A person from the values of their fields; what is missing is empty."""
    period = value.get("period") or {}
    return Person(
        id=id_,
        name=value.get("name") or "",
        agency=Agency(value.get("agency") or Agency.COORDINATOR),
        roles=frozenset(Role(role) for role in value.get("roles") or ()),
        teams=tuple(value.get("teams") or ()),
        active_from=_day(period.get("from")) or date.min,
        active_to=_day(period.get("to")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def people(conn: Connection) -> dict[str, Person]:
    """Everybody the workspace knows, by id."""
    rows = conn.execute(
        "SELECT id, name, agency, roles, teams, active_from, active_to FROM person WHERE erased IS NULL ORDER BY id"
    )
    return {
        id_: person_from(
            id_,
            {
                "name": name,
                "agency": agency,
                "roles": decode(roles) if roles else [],
                "teams": decode(teams) if teams else [],
                "period": {"from": start, "to": end},
            },
        )
        for id_, name, agency, roles, teams, start, end in rows
    }


@dataclass(frozen=True, slots=True)
class PersonOp:
    """One logged value of a field of a person, with when it was written."""

    person: str
    field: str
    new: str | None
    lamport: int
    writer: str


class PeopleInTime:
    """What every person was at a logical time: the values with the greatest (lamport, writer) before it."""

    def __init__(self, ops: Sequence[PersonOp]) -> None:
        self._ops = sorted(ops, key=lambda op: (op.lamport, op.writer))
        self._cache: dict[tuple[str, int], Person | None] = {}
        self._times = sorted({op.lamport for op in self._ops})

    @classmethod
    def of(cls, conn: Connection, more: Sequence[PersonOp] = ()) -> "PeopleInTime":
        """From the log of a workspace and operations that are about to be merged."""
        rows = conn.execute(
            "SELECT o.id, o.field, o.new, c.lamport, c.writer FROM op o "
            "JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
            f"WHERE o.kind = 'person' AND {_OF_PEOPLE}"
        )
        return cls([PersonOp(*row) for row in rows] + list(more))

    def at(self, person: str, lamport: int) -> Person | None:
        """The person just before this logical time, None where nobody of that id existed."""
        slot = sum(1 for time in self._times if time < lamport)
        key = (person, slot)
        if key not in self._cache:
            values: dict[str, Json] = {}
            for op in self._ops:
                if op.person == person and op.lamport < lamport and op.field in _FIELDS and op.new is not None:
                    values[op.field] = decode(op.new)
            self._cache[key] = person_from(person, values) if values else None
        return self._cache[key]


def signing_keys(conn: Connection) -> dict[str, set[str]]:
    """Every signing key (hex) that was ever logged for each person."""
    keys: dict[str, set[str]] = {}
    rows = conn.execute(
        f"SELECT id, new FROM op o WHERE {_OF_PEOPLE} AND kind = 'person' AND field = 'keys' AND new IS NOT NULL"
    )
    for person, new in rows:
        if key := sign_key_in(new):
            keys.setdefault(person, set()).add(key)
    return keys


def sign_key_in(new: str) -> str:
    """The signing key in a logged value of `keys`; empty where there is none, or where it was tampered with."""
    try:
        value = decode(new)
    except ValueError:
        return ""
    return str(value.get("sign_key") or "") if isinstance(value, dict) else ""
