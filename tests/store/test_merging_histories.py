"""Machines that worked apart end alike when real packs travel: sealed, late, twice, out of order, lost and sent again.

The histories are those of `histories`; what is handed over here are the bytes of packs, and `take_in` takes them (S3).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from builders import WORKSPACE, Replica, everything_of, faults_of, seeded, signer, tables_of
from histories import AT_WORK, Clock, History, base, disputes, good_clocks, skewed, summer_time_ends
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit_app.services.merging.changes import export, take_in
from audit_app.store.anchoring import MachineAnchor
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.keyfile import DatabaseEntry, KeyFile
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.bundle import WITHHELD_FIELDS
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.read_conflicts import disputed_fields
from audit_app.store.workspace import Unlocked, Workspace

PEOPLE = ("mary", "bob", "carol", "eve")
NOWHERE = Path("nowhere")
YEARS, HOUR, NONE = timedelta(days=3652), timedelta(hours=1), timedelta(0)


def keys_of(person: str) -> PersonKeys:
    """The keys whose signing half `builders.signer` signs with."""
    return PersonKeys(sha256(f"{person} opens".encode()).digest(), sha256(person.encode()).digest())


def start_with_keys() -> Replica:
    """The base of the histories, in which everybody's packs can be locked to everybody."""
    office = base()
    for person in PEOPLE:
        value = {"box_key": keys_of(person).opening_public.hex(), "sign_key": signer(person).sign_key}
        office.door("mary").write("Keys", [Op("person", person, "keys", value)])
    office.door("mary").sign("pack")
    return office


@dataclass
class Machine(Replica):
    """A replica that hands over packs: what the histories call a bundle is here the bytes of packs."""

    sources: dict[str, Callable[[int], bytes]] = field(default_factory=dict)

    def workspace(self, person: str) -> Workspace:
        """This copy, open as the person."""
        source = self.sources.setdefault(person, seeded(f"{self.name}/{person}/packs"))
        means = Means(lambda: self.clock(), source, self.name, NOWHERE, lambda _: None, KdfSettings(1, 8, 1))
        entry = DatabaseEntry("00", tuple((one, b"") for one in PEOPLE), b"")
        key_file = KeyFile(WORKSPACE, "1", 1, b"", (), (entry,))
        anchor = MachineAnchor(NOWHERE, person, NOWHERE, WORKSPACE)
        unlocked = Unlocked(person, keys_of(person), b"")
        return Workspace(NOWHERE, key_file, self.db, unlocked, means, None, self.door(person), anchor)

    @property
    def somebody(self) -> Workspace:
        """This copy, open as the first who works at it."""
        return self.workspace(AT_WORK[self.name][0])

    def bundle(  # type: ignore[override]  # what travels is bytes
        self, since: Mapping[str, int] | None = None
    ) -> tuple[bytes, ...]:
        for door in self.doors.values():
            door.sign("pack")
        return tuple(one.data for one in export(self.somebody, since))

    def take(self, bundle: tuple[bytes, ...]) -> None:  # type: ignore[override]  # what travels is bytes
        for data in bundle:
            take_in(self.somebody, data, confirmed=True)
        for door in self.doors.values():
            door.people_changed()


class SharedHistory(History):
    """A history in which nobody writes what never leaves a machine: copies cannot agree on that."""

    def _shared_wish(self) -> list[Op]:
        ops = [op for op in super()._shared_wish() if (op.kind, op.field) not in WITHHELD_FIELDS]
        return ops or [Op("workspace", WORKSPACE, "organisation", "Ashford and Bexley")]


def begin(start: Replica, seed: int, clocks: dict[str, Clock], *, erasures: bool = False) -> History:
    """A history whose machines hand over packs."""
    history = SharedHistory.begin(start, seed, clocks, erasures=erasures)
    for name, replica in history.replicas.items():
        history.replicas[name] = Machine(replica.db, name, clock=replica.clock)
    return history


@pytest.fixture(scope="module")
def start() -> Replica:
    return start_with_keys()


@settings(max_examples=36, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0, max_value=10**6), erasures=st.booleans())
def test_machines_that_hand_over_packs_end_alike(start: Replica, seed: int, erasures: bool) -> None:
    history = begin(start, seed, good_clocks(), erasures=erasures)
    history.run(40)
    history.settle()
    office, *others = history.replicas.values()
    begun = start.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    assert office.conn.execute("SELECT count(*) FROM change").fetchone()[0] == begun + history.written
    for other in others:
        assert everything_of(other) == everything_of(office)
        assert disputes(other) == disputes(office)
    assert faults_of(office) == []
    listed = {(one.id, one.field) for one in disputed_fields(office.conn)}
    assert listed == {(id_, name) for id_, name, *_ in disputes(office)}


@pytest.mark.parametrize(
    "clocks",
    [skewed((-HOUR, YEARS, -YEARS, HOUR)), skewed((NONE, -YEARS, NONE, NONE)), summer_time_ends()],
    ids=["all wrong", "ten years back", "summer time ends"],
)
def test_wrong_clocks_change_nothing_but_the_times_shown(start: Replica, clocks: dict[str, Clock]) -> None:
    ends = []
    for used in (good_clocks(), clocks):
        history = begin(start, 77, used)
        history.run(40)
        history.settle()
        ends.append([(tables_of(one), disputes(one)) for one in history.replicas.values()])
    assert ends[0] == ends[1]
