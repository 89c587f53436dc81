"""Two copies of a workspace exchange packs: what comes is taken whole and told in words, or refused whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from merging_world import Copies, both, digest, make_copies, plan_row, scored, second, shared
from service_world import passphrase_of

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.exchange import pack
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft, Kind
from audit_app.exchange.refusals import NotForYou, PackRefused
from audit_app.services.merging import outgoing
from audit_app.services.merging.bundle_json import from_json, to_json
from audit_app.services.merging.changes import AsksFirst, export, take_in
from audit_app.services.merging.conflicts import conflicts
from audit_app.store import keyring
from audit_app.store.check import check
from audit_app.store.documents import About, keep, missing, original, sweep
from audit_app.store.ids import Ids
from audit_app.store.log import chain
from audit_app.store.log.bundle import read_changes
from audit_app.store.log.chain import heads
from audit_app.store.log.erase import Entity, erase
from audit_app.store.log.refusals import Gap, MergeRefused, Newer, OtherWorkspace
from audit_app.store.log.rights import NotAllowed, Op
from audit_app.store.opening import open_with_keys
from audit_app.store.person_ops import PersonDetails
from audit_app.store.restore import restore
from audit_app.store.vocabulary import VOCABULARY_VERSION
from audit_app.store.workspace import DOCUMENTS, Workspace

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return make_copies(tmp_path)


@pytest.fixture
def pair(copies: Copies) -> Iterator[Pair]:
    with both(copies) as opened:
        yield opened


def only(workspace: Workspace, other: Workspace | None = None) -> bytes:
    """The one pack with what the other lacks."""
    (made,) = export(workspace, heads(other.conn) if other is not None else None)
    return made.data


def swap(one: Workspace, other: Workspace) -> None:
    """Each gives the other what it lacks."""
    for giver, taker in ((one, other), (other, one)):
        for made in export(giver, heads(taker.conn)):
            take_in(taker, made.data)


def test_what_was_done_on_one_machine_comes_to_the_other_in_words(pair: Pair) -> None:
    laptop, office = pair
    scored(laptop, "mary0", "A1", 2)
    scored(laptop, "mary1", "A1", 3)
    data = only(laptop, office)
    got = take_in(office, data)
    assert (got.added, got.sender, got.conflicts, got.late) == (2, "Mary", 0, 0)
    assert got.words == "2 changes by Mary on laptop, of 22 Nov 2026"
    assert office.conn.execute("SELECT score FROM score WHERE review_id = 'mary1'").fetchone() == ("3",)
    before = digest(office)
    again = take_in(office, data)
    assert (again.added, again.words) == (0, "Nothing new: you have all of it already")
    assert digest(office) == before


def test_copies_that_swapped_packs_hold_the_same(pair: Pair) -> None:
    laptop, office = pair
    for number in range(3):
        scored(laptop, f"mary{number}", "A1", number)
        scored(office, f"ben{number}", "A2", number)
        plan_row(laptop, number, year_group=5)
        plan_row(office, number, year_group=6)
    swap(laptop, office)
    assert shared(laptop) == shared(office)
    assert [one.name for one in check(office) if not one.is_good] == []


def test_a_pack_out_of_turn_names_whose_changes_are_missing_and_fits_after_them(pair: Pair) -> None:
    laptop, office = pair
    scored(laptop, "mary0", "A1", 2)
    first = only(laptop, office)
    since = heads(laptop.conn)
    scored(laptop, "mary0", "A1", 3)
    (later,) = export(laptop, since)
    before = digest(office)
    with pytest.raises(Gap, match=r"Changes \d+ to \d+ of Mary on laptop are missing here"):
        take_in(office, later.data)
    assert digest(office) == before
    take_in(office, first)
    assert take_in(office, later.data).added == 1


def test_a_fork_is_refused_with_both_hashes(copies: Copies) -> None:
    """Somebody copied the folder and this computer's own notes to another disk, and worked on in both."""
    with both(copies) as (laptop, _office):
        tip, keys = laptop.door.tip, laptop.unlocked.keys
        assert tip is not None
        copy = second(copies.base, "copy")
        with open_with_keys(copy.folder, laptop.unlocked.person, keys, copy.means) as other:
            scored(laptop, "mary0", "A1", 2)
            swapped = take_in(other, only(laptop, other))
            assert swapped.added == 1
            other.door.go_on_with(tip.writer)  # what the anchor keeps everybody from
            scored(other, "mary0", "A1", 1)
            scored(laptop, "mary0", "A1", 3)
            data, before = only(other), digest(laptop)
            with pytest.raises(MergeRefused, match=r"is here as [0-9a-f]{12} and there as [0-9a-f]{12}"):
                take_in(laptop, data)
            assert digest(laptop) == before


def remade(by: Workspace, data: bytes, change: Callable[[dict[str, object]], object], **outside: object) -> bytes:
    """The same pack made again by the same person with another content, or with another outside."""
    opened = pack.open_pack(data, by.unlocked.person, by.unlocked.keys)
    value = dict(opened.body.value)
    change(value)
    header = opened.header
    draft = Draft(header.workspace, "", header.kind, header.number, header.sender, header.made_on, dict(header.ranges))
    draft = replace(draft, **outside)  # type: ignore[arg-type]  # each case gives the type of its field
    keys, to = by.unlocked.keys, outgoing._addresses(by)
    return pack.make(draft, Body(value, opened.body.files), to, keys.sign, by.means.random)


def untouched(_value: dict[str, object]) -> None:
    return None


def test_what_is_for_another_place_is_refused(pair: Pair) -> None:
    laptop, office = pair
    scored(laptop, "mary0", "A1", 2)
    data, before = only(laptop, office), digest(office)
    refused: list[tuple[bytes, type[AppError]]] = [
        (remade(laptop, data, untouched, workspace="e" * 32), OtherWorkspace),
        (remade(laptop, data, untouched, kind=Kind.RESULT), NotForYou),
        (remade(laptop, data, untouched, ranges={}), PackRefused),
        (remade(laptop, data, lambda value: value.pop("holds")), PackRefused),
        (remade(laptop, data, lambda value: value.update(needs={"a": "b"})), PackRefused),
        (remade(laptop, data, lambda value: value.update(changes=[])), MergeRefused),
    ]
    for made, reason in refused:
        with pytest.raises(reason):
            take_in(office, made)
    assert digest(office) == before


def test_a_pack_by_somebody_whom_nobody_here_knows_is_refused(pair: Pair) -> None:
    laptop, office = pair
    scored(laptop, "mary0", "A1", 2)
    data, before = only(laptop, office), digest(office)
    header = pack.look(data)
    stranger = replace(header.sender, person="f" * 32, name="Eve")
    with pytest.raises(NotForYou, match="nobody in this workspace signs as Eve did"):
        take_in(office, remade(laptop, data, untouched, sender=stranger))
    assert digest(office) == before


def test_a_newer_vocabulary_is_refused_before_anything_is_written(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, office = pair
    with monkeypatch.context() as later:
        later.setattr(chain, "VOCABULARY_VERSION", VOCABULARY_VERSION + 1)
        scored(laptop, "mary0", "A1", 2)
    before = digest(office)
    with pytest.raises(Newer, match="newer version of the app"):
        take_in(office, only(laptop, office))
    assert digest(office) == before


def test_somebody_added_on_one_machine_is_known_on_the_other_and_may_send(copies: Copies) -> None:
    with both(copies) as (laptop, office):
        details = PersonDetails("Ann", Agency.HEALTH, frozenset({Role.AUDITOR}))
        ann = keyring.add(laptop, details, passphrase_of("Ann"))
        take_in(office, only(laptop, office))
        assert office.conn.execute("SELECT name FROM person WHERE id = ?", (ann,)).fetchone() == ("Ann",)
    with copies.laptop.open("Ann") as laptop, copies.office.open("Ben") as office:
        record = {"audit_id": "a0", "reviewer": "Ann", "person_id": ann, "kind": "single", "source": "app"}
        laptop.door.write("Open", [Op("review", "ann0", "record", record)])
        assert take_in(office, only(laptop, office)).words.startswith("1 change by Ann on laptop")


def test_an_empty_or_older_copy_deletes_nothing_and_is_told_what_it_lacks(copies: Copies) -> None:
    with both(copies) as (laptop, office):
        since = heads(office.conn)
        scored(office, "ben0", "A1", 2)
        rows = {table: len(held) for table, held in shared(office).items()}
        assert export(laptop, since) == ()
        got = take_in(office, only(laptop))
        assert {table: len(held) for table, held in shared(office).items()} == rows
        assert got.notes == ("Whoever made the pack did not have 2 changes that are here. Send them a pack too.",)


def plans(workspace: Workspace, many: int) -> None:
    ids = Ids(workspace.id)
    rows = [Op("entry", ids.plan(f"N-{n}"), "row", {"plan_ref": f"N-{n}"}) for n in range(many)]
    workspace.door.write("Import", rows)


def test_a_pack_that_takes_much_away_asks_first(pair: Pair) -> None:
    laptop, office = pair
    plans(laptop, 34)
    take_in(office, only(laptop, office))
    gone = [Op("entry", Ids(laptop.id).plan(f"N-{n}"), "deleted", 1) for n in range(3)]
    laptop.door.write("Take away", gone[:2])
    take_in(office, only(laptop, office))  # 2 of 40 are not more than 5 %
    laptop.door.write("Take away", gone[2:])
    erase(laptop.conn, laptop.door, [Entity("entry", Ids(laptop.id).plan("N-9"))], reason="a year is over")
    data, before = only(laptop, office), digest(office)
    with pytest.raises(AsksFirst, match="deletes or erases 2 of 38 plans that are here"):
        take_in(office, data)
    assert digest(office) == before
    assert take_in(office, data, confirmed=True).added == 2


def test_a_clock_that_runs_ahead_is_told_and_changes_no_order(tmp_path: Path) -> None:
    copies = make_copies(tmp_path, off=timedelta(days=3652))
    with both(copies) as (laptop, office):
        scored(office, "ben0", "A1", 2)
        got = take_in(laptop, only(office, laptop))
        assert any("after this computer's date" in note and "Ben on office" in note for note in got.notes)
        scored(laptop, "mary0", "A1", 1)
        assert not any("date" in note for note in take_in(office, only(laptop, office)).notes)
        plan_row(office, 1, year_group=6)
        take_in(laptop, only(office, laptop))
        plan_row(laptop, 1, year_group=7)  # later by the counter, ten years earlier by the clock
        take_in(office, only(laptop, office))
        for one in (laptop, office):
            assert one.conn.execute("SELECT year_group FROM entry WHERE plan_ref = 'EHC-1'").fetchone() == (7,)


WORDS = b"Section A: she likes trains"


def added(workspace: Workspace, number: int, content: bytes = WORDS) -> str:
    plan = Ids(workspace.id).plan(f"EHC-{number}")
    return keep(workspace, plan, f"plan {number}.docx", "docx", content, "she likes trains", About()).id


def test_documents_travel_as_they_lie_and_come_back_when_they_were_lost(pair: Pair) -> None:
    laptop, office = pair
    id_ = added(laptop, 0)
    data = only(laptop, office)
    assert WORDS not in data
    assert take_in(office, data).documents == 1
    assert original(office, id_) == WORDS
    for path in (office.folder / DOCUMENTS).glob(f"{id_}.*"):
        path.unlink()
    assert missing(office) == (id_,)
    assert take_in(office, data).documents == 1
    assert missing(office) == ()


def test_the_same_document_added_on_both_machines_is_readable_on_both(pair: Pair) -> None:
    laptop, office = pair
    assert added(laptop, 0) == (id_ := added(office, 0))
    swap(laptop, office)
    assert (original(laptop, id_), original(office, id_)) == (WORDS, WORDS)
    assert (missing(laptop), missing(office)) == ((), ())


def test_documents_of_one_pack_too_many_travel_in_further_ones(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, office = pair
    monkeypatch.setattr(outgoing, "FILES_IN_A_PACK", 1)
    ids = [added(laptop, number, f"{number}".encode() * 40) for number in range(3)]
    first, *others = export(laptop, heads(office.conn))
    with pytest.raises(Gap, match="documents alone"):
        take_in(office, others[0].data)
    take_in(office, first.data)
    assert len(missing(office)) == 2
    for one in reversed(others):
        take_in(office, one.data)
    assert missing(office) == ()
    assert [original(office, id_) for id_ in ids] == [f"{number}".encode() * 40 for number in range(3)]


def test_an_erasure_takes_the_document_on_the_other_machine_too(pair: Pair) -> None:
    laptop, office = pair
    id_ = added(laptop, 0)
    take_in(office, only(laptop, office))
    erase(laptop.conn, laptop.door, [Entity("document", id_)], reason="thirty days are over")
    take_in(office, only(laptop, office), confirmed=True)
    assert not list((office.folder / DOCUMENTS).glob(f"{id_}.*"))


def test_an_erased_document_does_not_come_back_with_an_old_pack(pair: Pair) -> None:
    laptop, office = pair
    id_ = added(laptop, 0)
    data = only(laptop, office)
    take_in(office, data)
    erase(office.conn, office.door, [Entity("document", id_)], reason="thirty days are over")
    take_in(office, data)
    sweep(office)
    assert not list((office.folder / DOCUMENTS).glob(f"{id_}.*"))
    assert office.conn.execute("SELECT key FROM document WHERE id = ?", (id_,)).fetchone() == (None,)


def test_a_bundle_comes_back_from_json_exactly(pair: Pair) -> None:
    laptop, _ = pair
    bundle = read_changes(laptop.conn, laptop.id)
    assert from_json(to_json(bundle)) == bundle


def test_a_reader_sends_nothing_and_a_window_for_reading_takes_nothing(copies: Copies) -> None:
    copies.laptop.add("Rita", Role.READER)
    with copies.laptop.open("Rita") as workspace, pytest.raises(AppError, match="no right to back up"):
        export(workspace)
    with both(copies) as (laptop, _), copies.office.open("Mary") as reading:
        assert not reading.can_write
        with pytest.raises(AppError):
            take_in(reading, only(laptop))


def test_what_a_changed_app_let_pass_is_refused_elsewhere(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, office = pair
    with monkeypatch.context() as changed:
        changed.setattr("audit_app.store.log.door.demand", lambda *_: None)
        scored(office, "mary0", "A1", 3)  # Ben scores in Mary's review
    before = digest(laptop)
    with pytest.raises(NotAllowed, match="was not within that person's rights at the time"):
        take_in(laptop, only(office, laptop))
    assert digest(laptop) == before


def test_a_second_computer_writes_a_chain_of_its_own_that_says_what_it_goes_on_from(pair: Pair) -> None:
    laptop, office = pair
    scored(office, "ben0", "A1", 2)
    take_in(laptop, only(office, laptop))
    chains = laptop.conn.execute("SELECT installation, continues_from FROM writer ORDER BY rowid").fetchall()
    assert [where for where, _ in chains].count("office") == 2  # Mary restored it, Ben works there
    assert all(continues != "[]" for where, continues in chains if where == "office")


def test_a_machine_restored_from_an_older_backup_loses_nothing_and_forks_nothing(copies: Copies) -> None:
    with both(copies) as (laptop, office):
        scored(laptop, "mary0", "A1", 2)
        swap(laptop, office)
    backup, older = copies.base / "stick", copies.base / "again" / "Ashford"
    restored = restore(backup, older, passphrase_of("Mary"), copies.laptop.means, person="Mary")
    with restored.workspace as again, copies.office.open("Ben") as office:
        scored(again, "mary0", "A1", 1)
        scored(office, "ben1", "A1", 3)
        rows = {table: len(held) for table, held in shared(office).items()}
        swap(again, office)
        assert {table: len(held) for table, held in shared(office).items() if len(held) < rows[table]} == {}
        assert shared(again) == shared(office)
        assert [one.what for one in conflicts(again)] == ["A1: score"]
        assert [one.name for one in check(office) if not one.is_good] == []


@pytest.mark.parametrize("off", [timedelta(days=-3652), timedelta(hours=-1), timedelta(hours=1), timedelta(days=3652)])
def test_whatever_the_clock_says_the_same_comes_of_it(tmp_path: Path, off: timedelta) -> None:
    ends = []
    for name, wrong in (("right", timedelta(0)), ("wrong", off)):
        (tmp_path / name).mkdir()
        with both(make_copies(tmp_path / name, plans=2, off=wrong)) as (laptop, office):
            for turn in range(2):
                plan_row(laptop, 0, year_group=turn)
                plan_row(office, 0, year_group=10 + turn)
                swap(laptop, office)
                plan_row(office, 1, year_group=20 + turn)
            swap(laptop, office)
            ends.append((shared(laptop)["entry"], [one.leaves[-1][1] for one in conflicts(laptop)]))
            assert shared(laptop) == shared(office)
    assert ends[0] == ends[1]
