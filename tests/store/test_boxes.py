"""A box opens with the round's key alone, for what it was sealed, and its length says nearly nothing."""

import secrets
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.sealing import opening_public, unwrap, verify
from audit_app.store.ids import Ids
from audit_app.store.keys.boxes import (
    LARGEST_BYTES,
    PAD_TO,
    About,
    Box,
    BoxDamaged,
    box_from,
    digests,
    open_box,
    seal,
    statement,
    statement_of_digests,
)
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.log.rights import Op

WORKSPACE = "ab" * 16
ABOUT = About("cd" * 16, "ef" * 16, "12" * 16, 1)
PRIVATE = bytes(range(32))
PUBLIC = opening_public(PRIVATE)
OPS = (Op("score", f"{ABOUT.review}.W1", "score", 2), Op("score", f"{ABOUT.review}.W1", "note", "Zoë’s 🦢"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def sealed(ops: tuple[Op, ...] = OPS, about: About = ABOUT) -> Box:
    return seal(ops, about, PUBLIC, WORKSPACE, secrets.token_bytes)


@given(st.lists(st.builds(Op, st.text(), st.text(), st.text(), VALUES), max_size=5))
@settings(max_examples=40, deadline=None)
def test_what_is_sealed_opens_as_it_was_and_fills_whole_pages(ops: list[Op]) -> None:
    storable = [op for op in ops if "\ud800" not in str(op)]
    box = sealed(tuple(storable))
    assert open_box(box, ABOUT, PRIVATE, WORKSPACE) == tuple(storable)
    assert (len(box.box) - 16) % PAD_TO == 0
    assert box_from(*box.texts) == box


def test_a_score_more_or_less_does_not_show_in_the_length() -> None:
    many = tuple(Op("score", f"{ABOUT.review}.W{n}", "score", 3) for n in range(20))
    assert len(sealed().box) == len(sealed(()).box) == len(sealed(many).box) == PAD_TO + 16
    assert sealed().box != sealed().box


def said_of(markers: int, level: int, words: int) -> tuple[Op, ...]:
    """What is said of so many markers at one level; a low one asks for evidence of so many letters, cause and note."""
    ops = []
    for marker in (f"{ABOUT.review}.M{n}" for n in range(markers)):
        ops.append(Op("score", marker, "score", level))
        if level < 2:
            quoted = {"kind": "quotation", "text": "x" * words, "where": "F"}
            ops += [Op("score", marker, "evidence", quoted), Op("score", marker, "cause", "drafting")]
            ops.append(Op("score", marker, "note", "x" * 80))
    return tuple(ops)


@pytest.mark.parametrize("markers", [5, 13, 19])
@pytest.mark.parametrize("words", [60, 400, 800])
def test_who_scored_low_and_quoted_much_has_no_longer_box_than_who_scored_all_at_two(markers: int, words: int) -> None:
    assert len({len(sealed(said_of(markers, level, words)).box) for level in (2, 1, 0)}) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(ABOUT, round_id="00" * 16),
        replace(ABOUT, review="00" * 16),
        replace(ABOUT, person="00" * 16),
        replace(ABOUT, number=2),
    ],
)
def test_a_box_is_bound_to_its_round_review_member_and_number(other: About) -> None:
    with pytest.raises(BoxDamaged):
        open_box(sealed(), other, PRIVATE, WORKSPACE)


def test_other_keys_another_workspace_and_any_changed_byte_open_nothing() -> None:
    box = sealed()
    for private, workspace in ((bytes(32), WORKSPACE), (PRIVATE, "00" * 16)):
        with pytest.raises(BoxDamaged):
            open_box(box, ABOUT, private, workspace)
    for at in (0, 1000, -1):
        flipped = bytearray(box.box)
        flipped[at] ^= 1
        with pytest.raises(BoxDamaged):
            open_box(replace(box, box=bytes(flipped)), ABOUT, PRIVATE, WORKSPACE)
    for broken in (Box(b"", box.key), Box(box.box, b""), Box(box.box[:-1], box.key), Box(box.box, sealed().key)):
        with pytest.raises(BoxDamaged):
            open_box(broken, ABOUT, PRIVATE, WORKSPACE)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"ops": 3}', b'{"ops": [[1,2,3]]}', b'{"ops": [[1,2,3,4]]}', b'{"ops": [["a","b","c",NaN]]}',
     b"\xff", b'{"ops":' + b"[" * 100_000, b'{"ops": [["a","b","c",1e999]]}'],
)  # fmt: skip
def test_what_is_no_answers_is_refused_as_damaged(content: bytes) -> None:
    key = sealed(()).key
    purpose = f"sealed review {Ids(WORKSPACE).sealed_review(ABOUT.review, 1)}"
    cipher = ChaCha20Poly1305(unwrap(key, PRIVATE, WORKSPACE, purpose))
    with pytest.raises(BoxDamaged):
        open_box(Box(cipher.encrypt(bytes(12), content, ABOUT.bound), key), ABOUT, PRIVATE, WORKSPACE)


@pytest.mark.parametrize(
    ("box", "key"), [("=", ""), ("é", "é"), ("A" * (2 * LARGEST_BYTES + 4), ""), (3, 4), ("", "A" * 5000)]
)
def test_what_is_no_base64_or_too_long_is_no_box(box: str, key: str) -> None:
    with pytest.raises(BoxDamaged):
        box_from(box, key)


def test_a_review_of_any_reasonable_length_fits_and_more_is_refused_in_words() -> None:
    with pytest.raises(AppError, match="too long to be sealed"):
        sealed((Op("score", "x", "note", "x" * LARGEST_BYTES),))


def test_what_a_member_signs_names_box_and_progress() -> None:
    member, box = PersonKeys.generate(secrets.token_bytes), sealed()
    signature = member.sign(statement(ABOUT, 40, 42, box))
    assert verify(member.signing_public, signature, statement_of_digests(ABOUT, 40, 42, *digests(box)))
    for said in (
        statement(ABOUT, 41, 42, box),
        statement(ABOUT, 40, 41, box),
        statement(replace(ABOUT, number=2), 40, 42, box),
        statement(ABOUT, 40, 42, sealed()),
    ):
        assert not verify(member.signing_public, signature, said)
