"""The exchange folder: copies that only share a folder end alike, nothing in it is touched, and nothing is lost."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from merging_world import Copies, both, digest, make_copies, plan_row, scored, second, shared

from audit_app.domain.canonical_json import encode
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.exchange.header import read_record
from audit_app.exchange.layout import laid_out, outside_bytes
from audit_app.machine.policy import Policy
from audit_app.services.merging import pack_reading
from audit_app.services.merging.by_hand import has_made_packs, make_packs, passed, take_files
from audit_app.services.merging.exchange_folder import (
    drop_new,
    forget_folder,
    look_into,
    read_new,
    set_folder,
    standing,
)
from audit_app.store.documents import About, keep, missing
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

Both = tuple[Workspace, Workspace, Path]


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return make_copies(tmp_path)


@pytest.fixture
def sharing(copies: Copies) -> Iterator[Both]:
    """Both machines with the same folder, which holds all there is."""
    folder = copies.base / "shared"
    folder.mkdir()
    with both(copies) as (laptop, office):
        for one in (laptop, office):
            set_folder(one, folder)
            read_new(one)
            drop_new(one)
        yield laptop, office, folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def round_trip(*workspaces: Workspace) -> None:
    for one in (*workspaces, *workspaces):
        read_new(one)
        drop_new(one)


def test_copies_that_share_a_folder_end_alike_and_then_nothing_more_is_written(sharing: Both) -> None:
    laptop, office, folder = sharing
    scored(laptop, "mary0", "A1", 2)
    scored(office, "ben0", "A1", 3)
    round_trip(laptop, office)
    assert shared(laptop) == shared(office)
    before = files(folder)
    round_trip(laptop, office)
    assert files(folder) == before


def test_what_lies_in_the_folder_is_never_changed_or_removed(sharing: Both) -> None:
    laptop, office, folder = sharing
    for number in range(3):
        before = files(folder)
        scored(laptop, "mary0", "A1", number)
        round_trip(laptop, office)
        assert before.items() <= files(folder).items()


def test_names_in_the_folder_say_nothing(sharing: Both) -> None:
    laptop, office, folder = sharing
    scored(laptop, "mary0", "A1", 2, reason="because of EHC-0")
    round_trip(laptop, office)
    for name, data in files(folder).items():
        assert "mary" not in name.lower()
        assert b"EHC-0" not in data


def test_packs_wait_for_earlier_ones_and_are_taken_when_those_come(sharing: Both) -> None:
    laptop, office, folder = sharing
    held = []
    for number in range(4):
        before = set(files(folder))
        scored(laptop, f"mary{number}", "A1", 2)
        drop_new(laptop)
        held += sorted(set(files(folder)) - before)
    hidden = [(folder / name).rename(folder.parent / name) for name in held[:2]]
    read = read_new(office)
    assert (read.taken, len(read.waiting)) == ((), 2)
    assert all("of Mary on laptop are missing here" in one.reason for one in read.waiting)
    for path in reversed(hidden):
        path.rename(folder / path.name)
    Random(3).shuffle(held)  # noqa: S311 - an order to be repeated
    for at, name in enumerate(held):
        os.utime(folder / name, (at, at))  # whatever the times of the files say
    read = read_new(office)
    assert (sum(one.added for one in read.taken), read.waiting, read.refused) == (4, (), ())
    assert read_new(office).taken == ()


def test_an_unreachable_folder_says_so_and_nothing_else(sharing: Both) -> None:
    laptop, _, folder = sharing
    moved = folder.rename(folder.parent / "away")
    scored(laptop, "mary0", "A1", 2)
    before = digest(laptop)
    read = read_new(laptop)
    assert "cannot be reached" in read.unreachable
    assert (read.taken, read.refused, read.waiting, read.asks) == ((), (), (), ())
    with pytest.raises(AppError, match="cannot be reached"):
        drop_new(laptop)
    assert digest(laptop) == before
    assert not folder.exists()
    moved.rename(folder)
    assert drop_new(laptop) == 1


def test_a_folder_that_was_emptied_is_filled_again_and_deletes_nothing(sharing: Both) -> None:
    laptop, office, folder = sharing
    scored(laptop, "mary0", "A1", 2)
    round_trip(laptop, office)
    rows = shared(laptop)
    for path in folder.iterdir():
        path.unlink()
    round_trip(laptop, office)
    assert shared(laptop) == rows
    newcomer = second(folder.parent, "newcomer")
    with newcomer.open("Ben") as third:
        set_folder(third, folder)
        assert sum(one.added for one in read_new(third).taken) >= 1
        assert {name: held for name, held in shared(third).items() if name == "score"} == {"score": rows["score"]}


def test_what_is_not_a_pack_or_is_damaged_or_foreign_stays_there_and_is_told(sharing: Both, tmp_path: Path) -> None:
    laptop, office, folder = sharing
    before = set(files(folder))
    scored(laptop, "mary0", "A1", 2)
    drop_new(laptop)
    (name,) = set(files(folder)) - before
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-1])
    (folder / "holiday.jpg").write_bytes(b"not a pack")
    assert read_new(office).refused == ()  # half of it is there: it is still being copied
    (folder / name).write_bytes(whole[:-1] + b"x")
    (told,) = read_new(office).refused
    assert "altered or damaged" in told.reason
    (folder / name).write_bytes(whole)
    assert read_new(office).taken[0].added == 1
    assert "holiday.jpg" in files(folder)


def test_a_file_of_any_size_in_the_folder_is_told_and_never_read_whole(
    sharing: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, office, folder = sharing
    before = set(files(folder))
    scored(laptop, "mary0", "A1", 2)
    drop_new(laptop)
    (name,) = set(files(folder)) - before
    whole = (folder / name).read_bytes()
    record = read_record(whole[20 : outside_bytes(whole) - 64])
    outside = laid_out(encode({**record, "sizes": {"body": 2**40, "inflated": 2**40}}).encode(), bytes(64), b"")
    with (folder / name).open("wb") as file:  # what anybody who can write there could leave: it takes no room
        file.write(outside)
        file.truncate(len(outside) + 2**40)
    monkeypatch.setattr(pack_reading, "LARGEST_PACK", 2**20)
    (told,) = read_new(office).refused
    assert "more than is read" in told.reason


def test_a_pack_that_takes_much_away_waits_for_somebody_to_say_yes(sharing: Both) -> None:
    laptop, office, _ = sharing
    ids = Ids(laptop.id)
    laptop.door.write("Take away", [Op("entry", ids.plan(f"EHC-{n}"), "deleted", 1) for n in range(3)])
    drop_new(laptop)
    (asked,) = read_new(office).asks
    assert "3 of 6 plans" in asked.reason
    assert len(read_new(office).asks) == 1
    assert read_new(office, confirmed=[asked.name]).taken[0].added == 1
    assert read_new(office).asks == ()


def test_files_that_were_chosen_are_taken_in_any_order(sharing: Both) -> None:
    laptop, office, folder = sharing
    before = set(files(folder))
    for number in range(3):
        plan_row(laptop, number, year_group=number)
        drop_new(laptop)
    chosen = sorted((folder / name for name in set(files(folder)) - before), reverse=True)
    done: list[int] = []
    read = take_files(office, [*chosen, chosen[0]], progress=lambda at, _: done.append(at))
    assert sum(one.added for one in read.taken) == 3
    assert done == [0, 1, 2, 3]


def test_a_folder_is_chosen_with_care_and_can_be_forgotten(copies: Copies) -> None:
    with both(copies) as (laptop, _):
        with pytest.raises(AppError, match="is not there"):
            set_folder(laptop, copies.base / "nowhere")
        with pytest.raises(AppError, match="inside the workspace"):
            set_folder(laptop, laptop.folder / "documents")
        laptop.means = replace(laptop.means, policy=Policy(export_folders=(copies.base / "allowed",)))
        with pytest.raises(AppError, match="outside the folders that your organisation allows"):
            set_folder(laptop, copies.base)
        laptop.means = replace(laptop.means, policy=Policy())
        set_folder(laptop, copies.base)
        assert standing(laptop).folder == copies.base
        forget_folder(laptop)
        assert standing(laptop).folder is None
        assert (drop_new(laptop), read_new(laptop).taken) == (0, ())


def test_who_only_reads_puts_nothing_into_the_folder(copies: Copies) -> None:
    copies.laptop.add("Rita", Role.READER)
    folder = copies.base / "shared"
    folder.mkdir()
    with copies.laptop.open("Rita") as workspace:
        set_folder(workspace, folder)
        assert drop_new(workspace) == 0
    assert files(folder) == {}


def test_looking_says_what_there_is_to_do_and_does_nothing(sharing: Both) -> None:
    laptop, office, folder = sharing
    round_trip(laptop, office)
    before = digest(office), files(folder)
    assert (look_into(office).waiting, look_into(office).has_own) == (frozenset(), False)
    scored(laptop, "mary0", "A1", 2)
    assert look_into(laptop).has_own
    drop_new(laptop)
    assert not look_into(laptop).has_own
    assert len(look_into(office).waiting) == 1
    assert digest(office) == before[0]
    folder.rename(folder.parent / "away")
    assert "cannot be reached" in look_into(office).unreachable


def test_packs_by_hand_hold_what_is_new_since_the_last_one_or_everything(copies: Copies, tmp_path: Path) -> None:
    stick = tmp_path / "hand"
    stick.mkdir()
    with both(copies) as (laptop, office):
        assert not has_made_packs(laptop)
        first = make_packs(laptop, stick)
        assert has_made_packs(laptop)
        scored(laptop, "mary0", "A1", 2)
        assert make_packs(laptop, stick).changes == 1
        assert make_packs(laptop, stick).files == ()
        everything = make_packs(laptop, stick, everything=True)
        assert everything.changes == first.changes + 1
        read = take_files(office, sorted(stick.iterdir()))
        assert sum(one.added for one in read.taken) == 1
        (came,) = [one for one in passed(office) if one.came]
        assert came.words.startswith("pack of Mary: 1 change by Mary on laptop")
        assert len([one for one in passed(laptop) if not one.came]) == 3


def test_a_pack_whose_documents_found_no_room_is_taken_in_again(sharing: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, office, _ = sharing
    plan = Ids(laptop.id).plan("EHC-1")
    keep(laptop, plan, "plan.docx", "docx", b"words", "words", About())
    drop_new(laptop)
    with monkeypatch.context() as full:
        full.setattr("audit_app.store.document_files.write_whole", no_room)
        (first,) = read_new(office).taken
    assert first.added >= 1
    assert any("There is no room left." in note for note in first.notes)
    assert len(missing(office)) == 1
    assert [one.documents for one in read_new(office).taken] == [1]
    assert missing(office) == ()
    assert read_new(office).taken == ()


def no_room(path: Path, data: bytes) -> None:
    raise AppError("There is no room left.")
