"""C1, C2: a workspace with any byte changed, cut or exchanged is told or is whole; it is never silently another."""

import random
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from killing import finishes, kill_while_open, quick_disk
from workspace_builders import Sample, make_sample, rename, rows_of

from audit_app.domain.problems import AppError
from audit_app.store.check import check
from audit_app.store.driver import Connection
from audit_app.store.ids import Ids
from audit_app.store.keys.errors import DamagedDatabase
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import DATABASE, Workspace

WAL, SHM = f"{DATABASE}-wal", f"{DATABASE}-shm"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


@pytest.fixture(scope="module")
def truth(made: Sample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    with made.copied(tmp_path_factory.mktemp("truth")).open() as workspace:
        return rows_of(workspace.conn)


def organisation(conn: Connection) -> str:
    return str(conn.execute("SELECT organisation FROM workspace").fetchone()[0])


def flipped(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def emptied(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) - 512)
    return data[:at] + bytes(512) + data[at + 512 :]


def stuffed(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + b"\0" + data[at:]


DAMAGES = [flipped] * 120 + [cut] * 50 + [emptied] * 20 + [stuffed] * 10


@pytest.mark.parametrize("name", [DATABASE, "keys.json"])
def test_no_damage_is_a_crash_or_another_workspace(sample: Sample, truth: dict[str, list[str]], name: str) -> None:
    whole = (sample.folder / name).read_bytes()
    silent = 0
    for number, damage in enumerate(DAMAGES):
        broken = damage(whole, random.Random(number))  # noqa: S311 - the same damage in every run
        (sample.folder / name).write_bytes(broken)
        try:
            with sample.open() as workspace:
                silent += 1
                now = rows_of(workspace.conn)
                assert (now["score"], now["op"]) == (truth["score"], truth["op"]), (number, damage)
        except AppError:
            assert (sample.folder / name).read_bytes() == broken, (number, damage)
    assert silent <= (0 if name == DATABASE else 10)  # a blank of JSON may become another blank


@pytest.mark.parametrize("more", [b"garbage", bytes(4096)])
def test_what_was_put_behind_the_end_is_told(sample: Sample, more: bytes) -> None:
    with (sample.folder / DATABASE).open("ab") as file:
        file.write(more)
    with pytest.raises(DamagedDatabase):
        sample.open()


def test_a_page_of_an_older_copy_is_told_or_takes_nothing_that_was_entered(sample: Sample, tmp_path: Path) -> None:
    older = (sample.folder / DATABASE).read_bytes()
    with sample.open() as workspace:
        for number in range(40):
            rename(workspace, f"Ashford {number}")
        entered = entered_in(workspace.conn)
    newer = (sample.folder / DATABASE).read_bytes()
    changed = [at for at in range(4096, len(older), 4096) if older[at : at + 4096] != newer[at : at + 4096]]
    told: list[bool] = []
    for at in changed:
        (sample.folder / DATABASE).write_bytes(newer[:at] + older[at : at + 4096] + newer[at + 4096 :])
        copy = sample.copied(tmp_path / f"page {at}")
        told.append(is_told(copy, entered))
    assert True in told


def entered_in(conn: Connection) -> dict[str, list[str]]:
    """Everything but signatures and local rows: an older page of those costs a proof and no data."""
    return {table: rows for table, rows in rows_of(conn).items() if table != "head"}


def is_told(sample: Sample, entered: dict[str, list[str]]) -> bool:
    """Whether something is said, on opening or by a check; where not, everything entered is there."""
    try:
        with sample.open() as workspace:
            said = bool(workspace.gap or workspace.faults) or any(not one.is_good for one in check(workspace))
            assert said or entered_in(workspace.conn) == entered
            return said
    except AppError:
        return True


def crashed(sample: Sample, organisation: str = "After") -> Sample:
    """The sample after a session that renamed it and was killed."""

    def work() -> object:
        workspace = sample.open()
        rename(workspace, organisation)
        return workspace

    kill_while_open(work)
    assert (sample.folder / WAL).stat().st_size > 0
    return sample


def test_what_was_saved_before_a_kill_is_there(sample: Sample) -> None:
    with crashed(sample).open() as workspace:
        assert organisation(workspace.conn) == "After"
        assert (workspace.gap, workspace.faults) == ("", ())
        assert all(finding.is_good for finding in check(workspace))
        rename(workspace, "Later")
        assert all(finding.is_good for finding in check(workspace))


def test_what_was_saved_before_a_kill_is_there_for_readers_who_leave_it_in_place(sample: Sample) -> None:
    crashed(sample)
    log = (sample.folder / WAL).read_bytes()
    for _ in range(2):
        with sample.open(read_only=True) as workspace:
            assert organisation(workspace.conn) == "After"
    assert (sample.folder / WAL).read_bytes() == log
    with sample.open() as workspace:
        assert (organisation(workspace.conn), workspace.gap) == ("After", "")


@pytest.mark.parametrize("gone", [(WAL,), (WAL, SHM)])
def test_a_removed_write_ahead_log_is_told(sample: Sample, gone: tuple[str, ...]) -> None:
    crashed(sample)
    for name in gone:
        (sample.folder / name).unlink()
    with sample.open() as workspace:
        assert "audit.db-wal" in workspace.gap
        assert all(finding.is_good for finding in check(workspace) if finding.name != "change log")
    with sample.open() as workspace:
        assert workspace.gap == ""


@pytest.mark.parametrize("damage", [lambda data: data[:0], lambda data: bytes(len(data)), lambda data: data[::-1]])
def test_a_damaged_index_of_the_write_ahead_log_is_harmless(sample: Sample, damage: Callable[[bytes], bytes]) -> None:
    crashed(sample)
    (sample.folder / SHM).write_bytes(damage((sample.folder / SHM).read_bytes()))
    with sample.open() as workspace:
        assert organisation(workspace.conn) == "After"


def test_a_removed_index_of_the_write_ahead_log_is_harmless(sample: Sample) -> None:
    crashed(sample)
    (sample.folder / SHM).unlink()
    with sample.open() as workspace:
        assert organisation(workspace.conn) == "After"


def registered(workspace: Workspace, number: int) -> None:
    ids = Ids(workspace.id)
    refs = [f"Q-{number}-{each}" for each in range(20)]
    workspace.door.write("Import", [Op("entry", ids.plan(ref), "row", {"plan_ref": ref}) for ref in refs])


@pytest.mark.parametrize("sessions", [1, 2, 5, 30])
@pytest.mark.parametrize("act", [lambda workspace, number: rename(workspace, str(number)), registered])
def test_an_old_write_ahead_log_beside_a_newer_file_is_told_and_spoils_neither(
    sample: Sample, sessions: int, act: Callable[[Workspace, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)

    def work() -> object:
        workspace = sample.open()
        act(workspace, 1000)
        return workspace

    kill_while_open(work)
    old = (sample.folder / WAL).read_bytes()
    for number in range(sessions):
        with sample.open() as workspace:
            act(workspace, number)
            newest = rows_of(workspace.conn)["op"]
    (sample.folder / WAL).write_bytes(old)
    newer = (sample.folder / DATABASE).read_bytes()
    try:
        with sample.open() as workspace:
            assert workspace.faults
            assert not workspace.can_write
    except DamagedDatabase:
        pass
    assert (sample.folder / DATABASE).read_bytes() == newer
    assert (sample.folder / WAL).read_bytes() == old
    (sample.folder / WAL).unlink()
    with sample.open() as workspace:
        assert rows_of(workspace.conn)["op"] == newest


def test_the_write_ahead_log_of_another_workspace_is_told_or_harmless(sample: Sample, tmp_path: Path) -> None:
    other = crashed(make_sample(tmp_path / "other", seed="other").copied(tmp_path / "copy"), "Other")
    shutil.copyfile(other.folder / WAL, sample.folder / WAL)
    try:
        with sample.open() as workspace:
            assert organisation(workspace.conn) == "Ashford"
            assert all(finding.is_good for finding in check(workspace))
    except DamagedDatabase:
        pass


def test_every_cut_of_the_write_ahead_log_opens_with_what_was_saved_before_it(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)

    def work() -> object:
        workspace = sample.open()
        for number in range(3):
            rename(workspace, f"Saved {number}")
        return workspace

    kill_while_open(work)
    whole = (sample.folder / WAL).read_bytes()
    order = ["Ashford", "Saved 0", "Saved 1", "Saved 2"]
    seen = 0
    for length in (*range(0, len(whole), 1031), len(whole)):
        copy = sample.copied(tmp_path / "cut")
        (copy.folder / WAL).write_bytes(whole[:length])
        with open_workspace(copy.folder, "mary has a long passphrase", copy.means) as workspace:
            now = order.index(organisation(workspace.conn))
            assert now >= seen
            seen = now
            assert workspace.faults == ()
    assert seen == 3


def test_a_workspace_that_was_closed_leaves_no_log_behind(sample: Sample) -> None:
    with sample.open() as workspace:
        rename(workspace, "Closed")
    assert not (sample.folder / WAL).exists()


def test_a_full_disk_is_told_on_opening_and_costs_nothing(sample: Sample) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        for _ in range(2):  # the lease was given back
            with pytest.raises(AppError, match=r"could not be|no room left"):
                sample.open()

    assert finishes(full, 10_000)
    with sample.open() as workspace:
        assert (workspace.gap, workspace.can_write) == ("", True)
        assert all(finding.is_good for finding in check(workspace))
