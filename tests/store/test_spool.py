"""What long work cannot hold in memory: kept in order, sorted, remembered, encrypted, and gone afterwards."""

import os
from pathlib import Path

import pytest
from builders import seeded
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.store import spool as spool_module
from audit_app.store import spooled as spooled_module
from audit_app.store.driver import scratch, sqlite3
from audit_app.store.ids import Ids
from audit_app.store.spool import SUFFIX, Spool
from audit_app.store.spooled import SortedItems, SpooledRows, SpooledTexts


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spool:
    """One that uses its file from the beginning, with runs, blocks and memories of a few."""
    monkeypatch.setattr(spool_module, "_IN_MEMORY", 40)
    for name, value in (("BLOCK", 3), ("_RUN", 5), ("_PACKED", 2), ("_TEXTS_IN_MEMORY", 4), ("_BITS", 1 << 6)):
        monkeypatch.setattr(spooled_module, name, value)
    return Spool(tmp_path, seeded("spool"))


def test_rows_come_back_in_their_order_and_those_of_one_person_together(spool: Spool) -> None:
    told: list[int] = []
    with spool:
        rows = SpooledRows(spool, told.append)
        for person in range(1, 9):
            rows.add([person] * 2, [{"person": person, "ref": f"é{n}"} for n in range(2)])
        blocks = list(rows.blocks())
    assert rows.count == 16
    assert told == [4, 8, 12, 16]
    assert [number for numbers, _ in blocks for number in numbers] == [n for n in range(1, 9) for _ in range(2)]
    assert [row["ref"] for _, part in blocks for row in part] == ["é0", "é1"] * 8
    assert all(len(set(numbers)) * 2 == len(numbers) for numbers, _ in blocks)


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=2)), unique=True))
@settings(max_examples=30, deadline=None)
def test_items_come_out_sorted_however_they_came(items: list[tuple[str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spooled_module, "_RUN", 4)
        with Spool(Path("nowhere"), seeded("s")) as spool:
            made = SortedItems(spool)
            for id_, field in items:
                made.add((id_, field, None, {"a": [1, None]}))
            assert [one[:2] for one in made] == sorted(items)
            assert made.count == len(items)


def test_a_text_is_remembered_with_what_it_came_with_first(spool: Spool) -> None:
    with spool:
        seen: SpooledTexts[int] = SpooledTexts(spool)
        other: SpooledTexts[int] = SpooledTexts(spool)
        for number in range(1, 31):
            assert seen.setdefault(f"A{number % 20}", number) == (number if number <= 20 else number - 20)
        assert [seen.get(f"A{number}") for number in (1, 19, 0)] == [1, 19, 20]
        assert seen.get("B") is None
        assert other.get("A1") is None
        assert (seen.has_any(["B", "A7"]), seen.has_any(["B", "C"])) == (True, False)
        seen.update({"B": 99})
        assert seen.has_any(["B"])


def test_nothing_is_left_and_nothing_can_be_read_meanwhile(spool: Spool, tmp_path: Path) -> None:
    with spool:
        for _ in range(200):
            spool.put(b"A000000000001" * 300)
        assert spool.get(150) == b"A000000000001" * 300
        if os.name == "posix":
            assert list(tmp_path.iterdir()) == []  # it has no name any more, even while it is in use
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_away_by_the_next(spool: Spool, tmp_path: Path) -> None:
    (tmp_path / f"0123{SUFFIX}").write_bytes(b"noise")
    with spool:
        spool.put(b"x" * 50)
    assert list(tmp_path.iterdir()) == []


def test_a_scratch_file_is_encrypted(tmp_path: Path) -> None:
    db = scratch(tmp_path / "one", bytes(range(32)))
    db.execute("CREATE TABLE t (text TEXT)")
    for number in range(4_000):  # more than its memory holds
        db.execute("INSERT INTO t VALUES (?)", (f"Surname{number} A000000000001 " * 80,))
    written = (tmp_path / "one").read_bytes()
    assert len(written) > 100_000
    assert b"A0000000" not in written
    assert b"Surname" not in written
    assert b"SQLite" not in written
    db.close()


def test_no_room_is_said_in_a_sentence(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    with spool:
        spool.put(b"x" * 50)
        spool.conn.execute("PRAGMA max_page_count=3")
        with pytest.raises(Exception, match="no room left on the disk"):
            spool.put(b"x" * 500_000)


def test_small_work_makes_no_file(tmp_path: Path) -> None:
    with Spool(tmp_path / "nowhere", seeded("s")) as spool:
        rows = SpooledRows(spool, lambda _: None)
        rows.add([1], [{"plan_ref": "E1"}])
        assert list(rows.blocks()) == [([1], [{"plan_ref": "E1"}])]
        assert spool.get(spool.put(b"x" * 1000)) == b"x" * 1000
    assert not (tmp_path / "nowhere").exists()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_ids_are_those_of_the_standard(name: str) -> None:
    from uuid import UUID, uuid5

    assert Ids("f" * 32).plan(name) == uuid5(UUID("f" * 32), f"plan\n{name}").hex


def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        scratch(tmp_path / "no" / "folder", bytes(32))
