"""A light workspace for the tests of services, the files that come into it, and what stands in it afterwards."""

import csv
import hashlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from audit_app.domain.people import Agency, Role
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.store import keyring
from audit_app.store.check import check
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace

TODAY = date(2026, 11, 22)
AUDIT_HEADINGS = (
    *("plan_ref", "audit_date", "cycle", "round", "reviewer", "agency", "framework"),
    *("marker", "score", "evidence", "cause"),
)


def passphrase_of(name: str) -> str:
    """The made-up passphrase of a person."""
    return f"{name} has a long passphrase"


@dataclass(frozen=True, slots=True)
class World:
    """A workspace on disk, made by Mary, and the machine it lies on."""

    folder: Path
    means: Means

    def open(self, name: str = "Mary") -> Workspace:
        """Open it as one of its people."""
        return open_workspace(self.folder, passphrase_of(name), self.means, person=name)

    def add(self, name: str, *roles: Role, agency: Agency = Agency.COORDINATOR) -> str:
        """Give a person keys and roles; returns their id."""
        with self.open() as workspace:
            return keyring.add(workspace, PersonDetails(name, agency, frozenset(roles)), passphrase_of(name))


def seeded(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    counter = itertools.count()
    return lambda size: hashlib.shake_256(f"{seed}/{next(counter)}".encode()).digest(size)


def means_of(base: Path, host: str) -> Means:
    """A machine whose clock reads 22 November 2026 and goes on by a second each time."""
    ticks = itertools.count()
    start = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    return Means(
        clock=lambda: start + timedelta(seconds=next(ticks)),
        random=seeded(host),
        host=host,
        anchors=base / f"anchors of {host}",
        unsuitable=lambda _: None,
        kdf=KdfSettings(1, 64, 1),
    )


def make_world(base: Path, host: str = "laptop") -> World:
    """A new workspace, closed."""
    means = means_of(base, host)
    workspace, _ = create_workspace(base / "Ashford", Founder("Ashford", "Mary", passphrase_of("Mary")), means)
    with closing(workspace):
        return World(workspace.folder, means)


def write_rows(path: Path, rows: Iterable[Mapping[str, object]], headings: Sequence[str] | None = None) -> Path:
    """A CSV file; without `headings` every key that a row has."""
    listed = list(rows)
    columns = list(headings or dict.fromkeys(name for row in listed for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in columns} for row in listed)
    return path


def plan_row(number: int, **more: object) -> dict[str, object]:
    """A register row of a plan that was final in 2024."""
    return {
        "plan_ref": f"EHC-{number:03d}",
        "date_of_birth": "2015-03-01",
        "year_group": 6,
        "casework_team": "North",
        "request_date": "2024-01-08",
        "final_date": "2024-05-20",
        "ceased_date": "",
        **more,
    }


def register_of(workspace: Workspace, folder: Path, plans: int = 20, **more: object) -> RegisterImported:
    """Import a register of so many plans, each with the same further fields."""
    path = write_rows(folder / "register.csv", [plan_row(number, **more) for number in range(1, plans + 1)])
    return import_register(workspace, path)


def score_row(plan: int, marker: str, score: object, **more: object) -> dict[str, object]:
    """A row of past audits: Jo Smith's weekly audit."""
    return {
        "plan_ref": f"EHC-{plan:03d}",
        "audit_date": "2026-10-05",
        "cycle": "weekly",
        "reviewer": "Jo Smith",
        "agency": "coordinator",
        "framework": "weekly-18",
        "marker": marker,
        "score": score,
        **more,
    }


def write_audits(folder: Path, rows: Iterable[Mapping[str, object]], name: str = "audits.csv") -> Path:
    """A file of past audits."""
    return write_rows(folder / name, rows, AUDIT_HEADINGS)


def count(workspace: Workspace, table: str) -> int:
    """How many rows a table has."""
    return int(workspace.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names


def faults(workspace: Workspace) -> list[str]:
    """Everything that a check finds wrong."""
    return [f"{finding.name}: {fault}" for finding in check(workspace) for fault in finding.faults]
