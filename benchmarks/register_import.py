"""A register of 10,000 rows imported, against bare reading plus one raw bulk insert of as many rows."""

import csv
import random
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.domain.register import REGISTER_FIELDS, FieldKind, RegisterField
from audit_app.services.register.importing import import_register
from audit_app.store.driver import connect
from benchmarks._measure import Ratio, show
from benchmarks._measure import _timed as timed
from benchmarks._workspaces import workspace

RUNS = 5


def write_register(path: Path, rows: int) -> None:
    """A register with our own headings, every column filled as often as a council fills it."""
    chance = random.Random(7)  # noqa: S311 - made-up rows, not secrets
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in REGISTER_FIELDS])
        writer.writerows([_cell(field, row, chance) for field in REGISTER_FIELDS] for row in range(rows))


def _cell(field: RegisterField, row: int, chance: random.Random) -> str:
    begun = date(2021, 1, 4) + timedelta(days=row % 1500)
    if field.name == "plan_ref":
        return f"EHC-{row:06d}"
    if field.name == "match_key":
        return f"A{row:012d}"
    if field.kind is FieldKind.DATE:
        return _date(field.name, begun)
    fixed = {
        FieldKind.NEED: "ASD",
        FieldKind.YEAR_GROUP: str(row % 14),
        FieldKind.YES_NO: "yes" if chance.random() < 0.1 else "",
        FieldKind.EXCEPTION: "a" if chance.random() < 0.06 else "",
        FieldKind.OUTCOME: "Y",
        FieldKind.REVIEW_OUTCOME: "M",
    }
    return fixed.get(field.kind, f"{field.label} {row % 40}")


def _date(name: str, begun: date) -> str:
    days = {"date_of_birth": -3000, "request_date": 0, "request_outcome_date": 38, "assessment_outcome_date": 110}
    later = {"advice_requested_date": 45, "draft_date": 120, "final_date": 140, "last_review_date": 500}
    more = {"review_decision_date": 520, "review_final_date": 570}
    advice = {f"{who}_advice_date": 80 for who in ("education", "psychology", "health", "social_care")}
    known = {**days, **later, **more, **advice}
    return (begun + timedelta(days=known[name])).isoformat() if name in known else ""


def read_bare(path: Path) -> list[list[str]]:
    """Bare reading of the file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@contextmanager
def fresh_database() -> Iterator[Path]:
    """A folder for one raw database."""
    with TemporaryDirectory() as name:
        yield Path(name) / "raw.db"


def raw_plan_rows(path: Path) -> float:
    """Seconds for bare reading plus one bulk insert of the rows of the file into one bare table."""
    with fresh_database() as file:
        db = connect(file, secrets.token_bytes(32))
        columns = ", ".join(f"{field.name} TEXT" for field in REGISTER_FIELDS)
        db.conn.execute(f"CREATE TABLE plan ({columns}) STRICT")
        marks = ", ".join("?" for _ in REGISTER_FIELDS)

        def work() -> None:
            rows = read_bare(path)[1:]
            db.conn.execute("BEGIN IMMEDIATE")
            db.conn.executemany(f"INSERT INTO plan VALUES ({marks})", rows)
            db.conn.execute("COMMIT")

        seconds = timed(work)
        db.close()
        return seconds


def both(path: Path) -> tuple[float, float, float]:
    """One import, the bare floor beside it, and the floor that writes the same rows into the same tables."""
    with workspace() as place:
        ours = timed(lambda: import_register(place, path))
        tables = {
            name: place.conn.execute(f"SELECT {columns} FROM {name}").fetchall()
            for name, columns in (("change", "*"), ("op", "*"), ("entry", "*"))
        }
    with workspace() as place:
        conn = place.conn
        conn.execute("PRAGMA foreign_keys=OFF")
        for name in tables:
            conn.execute(f"DELETE FROM {name}")

        def same_rows() -> None:
            read_bare(path)
            conn.execute("BEGIN IMMEDIATE")
            for name, rows in tables.items():
                conn.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            conn.execute("COMMIT")

        floor = timed(same_rows)
    return ours, raw_plan_rows(path), floor


def main() -> None:
    """Measure with 10,000 rows, or as many as the first argument says."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as name:
        path = Path(name) / "register.csv"
        write_register(path, rows)
        both(path)
        runs = [both(path) for _ in range(RUNS)]
    show(
        _ratio(f"register of {rows:,} rows, into one bare table", [(ours, bare) for ours, bare, _ in runs], 3.0),
        _ratio(f"register of {rows:,} rows, the same rows raw", [(ours, same) for ours, _, same in runs], None),
    )


def _ratio(name: str, pairs: list[tuple[float, float]], goal: float | None) -> Ratio:
    ratios = sorted(ours / floor for ours, floor in pairs)
    middle = len(pairs) // 2
    return Ratio(
        name,
        goal,
        sorted(ours for ours, _ in pairs)[middle],
        sorted(floor for _, floor in pairs)[middle],
        ratios[middle],
        ratios[len(ratios) // 4],
        ratios[3 * len(ratios) // 4],
    )


if __name__ == "__main__":
    main()
