"""S1, S2: one process writes, a second one reads and learns who writes; a killed holder leaves nothing to clean up."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from workspace_builders import BEN, MARY, Clock, Sample, make_sample, means_in, rename, snapshot

from audit_app.store import keyring
from audit_app.store.backup import back_up, set_second_place
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import ReadingOnly, Workspace

HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from workspace_builders import means_in, MARY, rename
from audit_app.store.opening import open_workspace
means = means_in(Path(sys.argv[2]).parent, "laptop of Mary")
workspace = open_workspace(Path(sys.argv[2]), MARY, means)
rename(workspace, "Written by the holder")
print("writes" if workspace.can_write else workspace.holder.sentence, flush=True)
for line in sys.stdin:
    if line.startswith("rename"):
        rename(workspace, line.split(" ", 1)[1].strip())
        print("renamed", flush=True)
    else:
        workspace.close()
        print("closed", flush=True)
"""


class Holder:
    """Another process that has the workspace open for writing."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", HOLD, str(Path(__file__).parent), str(folder)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.process = subprocess.Popen(command, env=environment, **pipes)  # type: ignore[call-overload]  # one dict
        self.said = self._line()

    def ask(self, words: str) -> str:
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        return str(self.process.stdout.readline()).strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return make_sample(tmp_path)


@pytest.fixture
def holder(sample: Sample) -> Iterator[Holder]:
    holder = Holder(sample.folder)
    assert holder.said == "writes"
    yield holder
    holder.kill()


def name_in(workspace: Workspace) -> str:
    return str(workspace.conn.execute("SELECT organisation FROM workspace").fetchone()[0])


def test_a_second_process_learns_the_holders_name_and_reads_what_was_saved(sample: Sample, holder: Holder) -> None:
    with sample.open(BEN) as second:
        assert second.holder is not None
        assert "Mary Öztürk has this workspace open on laptop of Mary" in second.holder.sentence
        assert not second.can_write
        assert name_in(second) == "Written by the holder"
        assert holder.ask("rename Renamed since") == "renamed"
        assert name_in(second) == "Renamed since"


def test_a_second_process_changes_nothing_in_any_way(sample: Sample, holder: Holder, tmp_path: Path) -> None:
    with sample.open(MARY) as second:
        before = snapshot(sample.folder)
        for act in (
            lambda: rename(second, "Mine"),
            lambda: keyring.set_passphrase(second, MARY, "another long passphrase"),
            lambda: keyring.rotate(second),
            lambda: keyring.remove(second, sample.ben),
        ):
            with pytest.raises(ReadingOnly, match="Mary Öztürk"):
                act()
        with pytest.raises(Exception, match="for writing"):
            set_second_place(second, tmp_path / "second")
        second.note_access("print", "P-001")
    assert snapshot(sample.folder) == before
    assert holder.ask("close") == "closed"
    with sample.open(MARY) as alone:
        assert name_in(alone) == "Written by the holder"


def test_a_second_process_can_still_make_a_backup(sample: Sample, holder: Holder, tmp_path: Path) -> None:
    with sample.open(MARY) as second:
        held = second.conn.execute("SELECT count(*) FROM change").fetchone()[0]
        made = back_up(second, tmp_path / "stick")
        assert [one.changes for one in made] == [held, held]


def test_after_the_holder_closed_the_next_one_writes(sample: Sample, holder: Holder) -> None:
    with sample.open() as second:
        assert holder.ask("close") == "closed"
        assert not second.can_write
    with sample.open() as next_one:
        assert next_one.can_write
        rename(next_one, "Next")


@pytest.mark.parametrize("clock_back", [False, True])
def test_after_a_kill_of_the_holder_the_next_one_writes_and_nothing_is_lost(
    sample: Sample, holder: Holder, clock_back: bool
) -> None:
    assert holder.ask("rename Saved before the kill") == "renamed"
    holder.kill()
    clock = Clock(Clock().at.replace(year=2016)) if clock_back else Clock()
    means = means_in(sample.folder.parent, "another host name", clock)
    with open_workspace(sample.folder, BEN, means) as next_one:
        assert next_one.can_write
        assert name_in(next_one) == "Saved before the kill"
        assert (next_one.faults, next_one.gap) == ((), "")


def test_a_reader_that_closes_after_a_rotation_does_no_harm(sample: Sample) -> None:
    reader = sample.open(BEN, read_only=True)
    assert name_in(reader) == "Ashford"
    with sample.open() as workspace:
        rotated = keyring.rotate(workspace)
        rename(rotated, "Under the new key")
        reader.close()
        assert (sample.folder / "audit.db-wal").exists()
        holder_sees = name_in(rotated)
        rotated.close()
    assert holder_sees == "Under the new key"
    with sample.open(BEN) as again:
        assert name_in(again) == "Under the new key"


def test_two_windows_of_one_process_are_two_windows(sample: Sample) -> None:
    with sample.open() as first, sample.open() as second:
        assert first.can_write
        assert not second.can_write
        assert second.holder is not None


def test_the_key_file_is_read_again_once_nobody_else_can_change_it(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading keys.json and taking the lease another process may have rotated: not a damaged database."""
    from audit_app.store import opening

    plain = opening.unlock_one
    rotations: list[str] = []

    def slow(*args: object) -> object:
        found = plain(*args)  # type: ignore[arg-type]  # handed through
        if not rotations:
            rotations.append("in between")
            with sample.open() as other:
                keyring.rotate(other).close()
        return found

    monkeypatch.setattr(opening, "unlock_one", slow)
    with sample.open(BEN) as workspace:
        assert workspace.can_write
        assert len(workspace.key_file.databases) == 1


def test_a_workspace_that_is_let_go_without_closing_ends_its_session(sample: Sample) -> None:
    workspace: Workspace | None = sample.open()
    assert workspace is not None
    rename(workspace, "Let go")
    del workspace
    gc.collect()
    with sample.open() as again:
        assert (again.gap, name_in(again)) == ("", "Let go")


def test_closing_twice_does_nothing(sample: Sample) -> None:
    workspace = sample.open()
    workspace.close()
    workspace.close()
    with sample.open() as again:
        assert again.can_write
