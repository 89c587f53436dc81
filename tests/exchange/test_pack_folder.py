"""The exchange folder: whole packs are found there, everything else is passed over, and nothing is ever taken away."""

from pathlib import Path

import pytest
from pack_builders import a_pack, an_invite

from audit_app.domain.problems import AppError
from audit_app.exchange.body import Body
from audit_app.exchange.folder import Waiting, drop, waiting
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import look

PACK = a_pack()  # made once: the keys in it are locked anew each time


def put(folder: Path, data: bytes) -> Path:
    return drop(folder, look(data), data)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_pack_put_there_waits_until_it_has_been_seen(tmp_path: Path) -> None:
    path = put(tmp_path, PACK)
    digest = look(PACK).digest
    assert waiting(tmp_path, ()) == (Waiting(path.name, digest, Kind.ASSIGN),)
    assert (tmp_path / waiting(tmp_path, ())[0].name).read_bytes() == PACK
    assert waiting(tmp_path, {digest}) == ()


def test_its_name_says_nothing_of_people_or_plans(tmp_path: Path) -> None:
    assert put(tmp_path, PACK).name == f"assign-{look(PACK).digest[:16]}.ehcppack"


def test_the_same_pack_again_is_the_same_file(tmp_path: Path) -> None:
    first = put(tmp_path, PACK)
    before = first.stat().st_mtime_ns
    assert put(tmp_path, PACK) == first
    assert (len(content(tmp_path)), first.stat().st_mtime_ns) == (1, before)


def test_a_file_that_has_the_name_already_is_never_overwritten(tmp_path: Path) -> None:
    put(tmp_path, PACK).write_bytes(b"a half of it")
    path = put(tmp_path, PACK)
    assert path.name == f"assign-{look(PACK).digest}.ehcppack"
    assert sorted(map(len, content(tmp_path).values())) == [len(b"a half of it"), len(PACK)]
    assert [one.name for one in waiting(tmp_path, ())] == [path.name]
    path.write_bytes(b"and that one too")
    with pytest.raises(AppError, match="nothing in the exchange folder is overwritten"):
        put(tmp_path, PACK)


def test_several_packs_wait_in_one_order_and_each_is_seen_by_itself(tmp_path: Path) -> None:
    packs = [PACK, an_invite(), a_pack(Body({"plans": []}))]
    for data in packs:
        put(tmp_path, data)
    found = waiting(tmp_path, [look(packs[0]).digest])
    assert {one.digest for one in found} == {look(data).digest for data in packs[1:]}
    assert [one.name for one in found] == sorted(one.name for one in found)


def test_half_written_hidden_and_foreign_files_and_copies_are_passed_over_and_left_alone(tmp_path: Path) -> None:
    name = put(tmp_path, PACK).name
    stem, suffix = name.split(".")
    others = {
        f"{stem} (Ada's conflicted copy 2026-11-22).{suffix}": PACK,
        f"{stem} (1).{suffix}": PACK,
        f".{name}": PACK,
        f"{name}.tmp": PACK,
        ".writing-abcdefgh.part": PACK[:50],
        "assign-0123456789abcdef.ehcppack": PACK,  # under another pack's name
        "assign-" + "0" * 64 + ".ehcppack": b"EHCP audit pack\n\x00\x00",
        "return-0123456789abcdef.ehcppack": b"",
        "hello-0123456789abcdef.ehcppack": b"PK\x03\x04",
        "letter-0123456789abcdef.ehcppack": PACK,
        "notes.docx": b"PK\x03\x04",
        "desktop.ini": b"[x]",
    }
    for other, data in others.items():
        (tmp_path / other).write_bytes(data)
    (tmp_path / "ask-0123456789abcdef.ehcppack").mkdir()
    before = content(tmp_path)
    assert [one.name for one in waiting(tmp_path, ())] == [name]
    assert content(tmp_path) == before


def test_a_pack_that_is_still_being_copied_waits_only_once_it_is_whole(tmp_path: Path) -> None:
    path = put(tmp_path, PACK)
    for end in (0, 10, 19, 30, 200, len(PACK) - 1):
        path.write_bytes(PACK[:end])
        assert waiting(tmp_path, ()) == ()
    path.write_bytes(PACK)
    assert len(waiting(tmp_path, ())) == 1


def test_a_header_longer_than_the_first_read_is_read_whole(tmp_path: Path) -> None:
    data = a_pack(kind=Kind.CHANGES, ranges={f"{at:032x}": (1, at + 1) for at in range(300)})
    assert put(tmp_path, data).name == waiting(tmp_path, ())[0].name


def test_an_empty_folder_is_nothing_and_one_out_of_reach_says_so(tmp_path: Path) -> None:
    assert waiting(tmp_path, ()) == ()
    gone = tmp_path / "share"
    with pytest.raises(AppError, match="cannot be reached") as refused:
        waiting(gone, ())
    assert "Nothing was lost" in refused.value.message
    with pytest.raises(AppError, match="does not exist"):
        put(gone, PACK)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AppError, match="cannot be reached"):
        waiting(tmp_path / "file", ())
