"""F2: packs of changes that were cut, bent, swapped or made by somebody with bad intent are refused, nothing moves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from merging_world import both, digest, make_copies, plan_row, scored

from audit_app.domain.problems import AppError
from audit_app.exchange import pack
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft
from audit_app.services.merging.bundle_json import from_json, to_json
from audit_app.services.merging.changes import export, take_in
from audit_app.services.merging.outgoing import ranges_of
from audit_app.store.ids import Ids
from audit_app.store.log.bundle import Bundle
from audit_app.store.log.chain import heads
from audit_app.store.workspace import Workspace

Sent = tuple[Workspace, Workspace, bytes]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Both machines, and a pack of the laptop with a few changes that the office lacks."""
    with both(make_copies(tmp_path_factory.mktemp("made"), plans=3)) as (laptop, office):
        since = heads(office.conn)
        scored(laptop, "mary0", "A1", 2, reason="seen")
        scored(laptop, "mary1", "A1", 3)
        plan_row(laptop, 1, year_group=6)
        (made,) = export(laptop, since)
        yield laptop, office, made.data


def refused(office: Workspace, data: bytes) -> None:
    before = digest(office)
    with pytest.raises(AppError) as told:
        take_in(office, data, confirmed=True)
    assert told.value.message.endswith((".", "?"))
    assert digest(office) == before


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999])
def test_a_pack_that_is_cut_short_is_refused(sent: Sent, share: float) -> None:
    _, office, data = sent
    refused(office, data[: int(len(data) * share)])


@pytest.mark.parametrize("seed", range(24))
def test_a_pack_with_bent_bytes_is_refused(sent: Sent, seed: int) -> None:
    _, office, data = sent
    chance, bent = Random(seed), bytearray(data)  # noqa: S311 - to be repeated, not to be secret
    for _ in range(chance.choice((1, 1, 2, 40))):
        at = chance.randrange(len(bent))
        bent[at] ^= 1 << chance.randrange(8)
    if seed % 4 == 3:
        at, to = sorted(chance.randrange(len(bent)) for _ in range(2))
        del bent[at : to + 1]
    refused(office, bytes(bent))


def remade(laptop: Workspace, data: bytes, bundle: Bundle) -> bytes:
    """A pack that Mary herself seals and signs around other changes."""
    opened = pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys)
    header, keys = opened.header, laptop.unlocked.keys
    draft = Draft(header.workspace, "", header.kind, 1, header.sender, header.made_on, ranges_of(bundle))
    value = {**opened.body.value, "changes": to_json(bundle)}
    to = [
        pack.Address(person, bytes.fromhex(key))
        for person, key in laptop.conn.execute("SELECT id, box_key FROM person")
    ]
    return pack.make(draft, Body(value), to, keys.sign, laptop.means.random)


def bent_bundle(bundle: Bundle, chance: Random) -> Bundle:
    """The same changes but for one thing: a column, an operation, an order, a signature, a whole change."""
    changes, heads_ = list(bundle.changes), list(bundle.heads)
    at = chance.randrange(len(changes))
    one = changes[at]
    kind = chance.randrange(10)
    if kind == 0:
        del changes[at]
        return replace(bundle, changes=tuple(changes)) if at < len(changes) else replace(bundle, heads=())
    if kind == 1:
        return replace(bundle, heads=tuple(replace(head, signature=head.signature[::-1]) for head in heads_))
    if kind == 2:
        return replace(bundle, writers=tuple(replace(by, sign_key="00" * 32) for by in bundle.writers))
    if kind == 3:
        return replace(bundle, workspace="e" * 32)
    ops = list(one.ops)
    which = chance.randrange(len(ops))
    parts: dict[int, dict[str, object]] = {
        4: {"new": chance.choice(['"3"', "[]", "{", '"' + "x" * 90 + '"', "NaN", "1e999", '{"a":1}'])},
        5: {"id": chance.choice(["mary0.A2", "ben0.A1", "", "mary0"])},
        6: {"kind": chance.choice(["person", "review", "dragon", ""])},
        7: {"replaces": chance.choice(['[["x",1]]', "[[1]]", "null", "[" * 3000])},
        8: {"digest": bytes(32)},
        9: {"salt": None, "new": None, "old": None},
    }
    ops[which] = replace(ops[which], **parts[kind])  # type: ignore[arg-type]  # each gives the type of its field
    changes[at] = replace(one, ops=tuple(ops))
    return replace(bundle, changes=tuple(changes))


@pytest.mark.parametrize("seed", range(40))
def test_changes_that_were_bent_before_they_were_sealed_are_refused(sent: Sent, seed: int) -> None:
    laptop, office, data = sent
    bundle = from_json(pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys).body.value["changes"])
    bent = bent_bundle(bundle, Random(seed))  # noqa: S311 - to be repeated, not to be secret
    assert bent != bundle
    refused(office, remade(laptop, data, bent))


@pytest.mark.parametrize("number", [-1, 2**53, 2**63, 2**70])
@pytest.mark.parametrize("column", ["lamport", "vocab", "seq of a head"])
def test_numbers_that_no_database_holds_are_refused(sent: Sent, column: str, number: int) -> None:
    laptop, office, data = sent
    bundle = from_json(pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys).body.value["changes"])
    if column == "seq of a head":
        bent = replace(bundle, heads=(*bundle.heads, replace(bundle.heads[0], seq=number)))
    else:
        last = replace(bundle.changes[-1], **{column: number})  # type: ignore[arg-type]  # both are numbers
        bent = replace(bundle, changes=(*bundle.changes[:-1], last))
    refused(office, remade(laptop, data, bent))


def test_nothing_leads_out_of_the_folder_of_documents(sent: Sent) -> None:
    laptop, _, data = sent
    opened = pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys)
    header, to = opened.header, [pack.Address(laptop.unlocked.person, laptop.unlocked.keys.opening_public)]
    draft = Draft(header.workspace, "", header.kind, 1, header.sender, header.made_on, dict(header.ranges))
    for name in ("../out.original", "/etc/x.original", ".hidden", "a/b.text"):
        with pytest.raises(ValueError, match="plain name"):
            pack.make(draft, Body(opened.body.value, {name: b"x"}), to, laptop.unlocked.keys.sign, laptop.means.random)


def test_files_that_no_record_speaks_of_are_not_written(sent: Sent, tmp_path: Path) -> None:
    laptop, office, data = sent
    opened = pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys)
    header = opened.header
    to = [pack.Address(office.unlocked.person, office.unlocked.keys.opening_public)]
    draft = Draft(header.workspace, "", header.kind, 1, header.sender, header.made_on, {})
    empty = to_json(Bundle(laptop.id, (), (), ()))
    value = {**opened.body.value, "changes": empty, "needs": {}}
    files = {f"{Ids(laptop.id).plan('EHC-1')}.original": b"x", "keys.json": b"{}"}
    made = pack.make(draft, Body(value, files), to, laptop.unlocked.keys.sign, laptop.means.random)
    before = sorted(office.folder.rglob("*"))
    assert take_in(office, made).documents == 0
    assert sorted(office.folder.rglob("*")) == before


def test_what_the_refusals_began_with_is_taken(sent: Sent) -> None:
    laptop, office, data = sent
    bundle = from_json(pack.open_pack(data, laptop.unlocked.person, laptop.unlocked.keys).body.value["changes"])
    assert take_in(office, remade(laptop, data, bundle)).added == 3
    assert take_in(office, data).added == 0
