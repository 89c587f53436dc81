"""A pack gives back what was put in, to whom it is addressed, and says outside what it is."""

import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_builders import (
    BODY,
    CHAIR,
    LIGHT,
    MEMBER,
    ROUND,
    SENDER,
    STRANGER,
    TO,
    WORDS,
    WORKSPACE,
    a_pack,
    an_invite,
    draft,
    inside,
    record_of,
    sealed_around,
    seeded,
    with_header,
)

from audit_app.domain.canonical_json import Json, encode
from audit_app.exchange import body as inside_of_packs
from audit_app.exchange.body import Body, is_plain, laid_together
from audit_app.exchange.header import Kind, Sender
from audit_app.exchange.layout import laid_out, read_layout
from audit_app.exchange.pack import Address, look, make, open_pack, open_with_code
from audit_app.exchange.refusals import (
    Altered,
    NewerPack,
    NotAPack,
    NotForYou,
    PackRefused,
    TooLarge,
    TooLargeToSend,
    WrongCode,
)
from audit_app.sealing import KdfSettings, binds, takes_wraps
from audit_app.store.keys.crypto import PersonKeys

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
).filter(lambda value: "\\ud" not in ascii(value))
NAMES = st.from_regex(r"[a-z0-9]{1,12}\.(docx|pdf|txt)", fullmatch=True)


@given(JSON, st.dictionaries(NAMES, st.binary(max_size=300) | st.just(b"the same " * 200), max_size=5))
def test_what_was_put_into_a_pack_comes_out_of_it(value: Json, files: dict[str, bytes]) -> None:
    opened = open_pack(a_pack(Body(value, files)), TO.person, MEMBER)
    assert opened.body.value == value
    assert opened.body.files == files


def test_a_pack_says_outside_what_it_is_and_is_looked_at_without_keys() -> None:
    header = look(a_pack(ranges={"w1": (3, 9)}, kind=Kind.CHANGES))
    assert (header.workspace, header.round, header.kind, header.number) == (WORKSPACE, ROUND, Kind.CHANGES, 1)
    assert (header.sender, header.recipients, header.made_on) == (SENDER, (TO.person,), "2026-11-22")
    assert header.ranges == {"w1": (3, 9)}
    assert header.code is None


def test_nothing_of_the_body_and_no_name_of_a_file_stands_outside() -> None:
    body = Body({"secret": "aardvark"}, {"zeppelin.txt": b"wildebeest"})
    data = a_pack(body)
    assert not any(word in data for word in (b"aardvark", b"zeppelin", b"wildebeest", b"secret"))


def test_every_recipient_opens_it_and_nobody_else() -> None:
    both = [TO, Address("e" * 32, STRANGER.opening_public)]
    data = make(draft(), BODY, both, CHAIR.sign, seeded(7))
    assert open_pack(data, TO.person, MEMBER).body == BODY
    assert open_pack(data, "e" * 32, STRANGER).body == BODY
    with pytest.raises(NotForYou, match="somebody else"):
        open_pack(data, "f" * 32, STRANGER)
    with pytest.raises(NotForYou, match="keys that you do not have"):
        open_pack(data, TO.person, CHAIR)


def test_an_invitation_opens_by_its_six_words_alone() -> None:
    data = an_invite()
    assert open_with_code(data, WORDS).body == BODY
    with pytest.raises(WrongCode):
        open_with_code(data, (*WORDS[:5], "gable"))
    with pytest.raises(WrongCode):
        open_with_code(data, tuple(reversed(WORDS)))
    with pytest.raises(NotForYou, match="six words"):
        open_pack(data, TO.person, MEMBER)
    with pytest.raises(NotForYou, match="no six words"):
        open_with_code(a_pack(), WORDS)


def test_nobody_without_the_words_can_put_themselves_in_the_senders_place() -> None:
    record = record_of(an_invite())
    other = Sender(SENDER.person, SENDER.name, STRANGER.opening_public, STRANGER.signing_public)
    record["sender"] |= {"box_key": other.box_key.hex(), "sign_key": other.sign_key.hex()}
    forged = with_header(an_invite(), record, STRANGER)
    assert look(forged).sender == other  # what is signed is right, and yet it is not the chair's
    with pytest.raises(WrongCode):
        open_with_code(forged, WORDS)


def test_a_body_cannot_be_sent_on_under_another_senders_name() -> None:
    record = record_of(a_pack())
    record["sender"] |= {"person": "f" * 32, "sign_key": STRANGER.signing_public.hex()}
    with pytest.raises(Altered, match="seal"):
        open_pack(with_header(a_pack(), record, STRANGER), TO.person, MEMBER)


ORDER_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
OF_NOBODY = ["00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f", "ee" + "ff" * 31, ORDER_8]


@pytest.mark.parametrize("key", OF_NOBODY)
def test_keys_under_which_anybody_can_sign_are_nobodys(key: str) -> None:
    assert not binds(bytes.fromhex(key))
    record = record_of(a_pack())
    record["sender"]["sign_key"] = key
    identity = bytes([1]) + bytes(63)  # holds under such a key for one message in a few, whoever made it
    header = encode(record).encode()
    with pytest.raises(Altered):
        look(laid_out(header, identity, bytes(read_layout(a_pack()).sealed)))


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ed" + "ff" * 30 + "7f"])
def test_keys_to_which_nothing_can_be_wrapped_are_refused_when_they_come(key: str) -> None:
    record = record_of(a_pack())
    record["sender"]["box_key"] = key
    with pytest.raises(Altered):
        look(with_header(a_pack(), record))


def test_the_keys_of_people_are_sound() -> None:
    for seed in range(20):
        keys = PersonKeys.generate(seeded(seed))
        assert binds(keys.signing_public)
        assert takes_wraps(keys.opening_public)
    assert not binds(b"short")
    assert not takes_wraps(b"short")


def test_a_signature_counts_for_one_body_only() -> None:
    first, second = a_pack(), a_pack(Body({"plans": []}))
    size = look(first).sizes.body
    with pytest.raises(PackRefused):
        look(first[:-size] + second[-look(second).sizes.body :])
    with pytest.raises(Altered, match="not what was signed"):
        look(first[:-size] + bytes(size))


def test_a_pack_of_a_newer_format_or_an_unknown_kind_asks_for_the_newer_version() -> None:
    for change in ({"format": 2}, {"format": 2, "locks": "otherwise"}, {"kind": "letter"}):
        with pytest.raises(NewerPack, match="newer version"):
            look(with_header(a_pack(), record_of(a_pack()) | change))


def test_there_never_was_a_format_before_the_first() -> None:
    with pytest.raises(Altered):
        look(with_header(a_pack(), record_of(a_pack()) | {"format": 0}))


def test_something_else_is_no_pack() -> None:
    for data in (b"PK\x03\x04 a workbook", b"%PDF-1.7", b"hello", b"\x00" * 100):
        with pytest.raises(NotAPack):
            look(data)


def test_the_value_is_compressed_and_files_lie_as_they_are() -> None:
    words, packed = "needs are met " * 5000, b"%PDF" + seeded(1)(5000)
    assert len(laid_together(Body(words))[0]) < len(words) / 20
    assert packed in laid_together(Body({}, {"plan.pdf": packed}))[0]


def test_a_value_that_swells_as_a_bomb_would_is_packed_uncompressed_and_opens() -> None:
    body = Body(" " * (2 * 1024 * 1024))
    assert open_pack(a_pack(body), TO.person, MEMBER).body == body


BOMB = zlib.compress(bytes(4 * 1024 * 1024))
LYING = zlib.compress(b"a" * 90_000)
NO_JSON = [("[" * 100_000).encode(), b"[NaN]", b'"\\ud800"', b'"\xff"', b"", b"{", b"1" * 5000]
INSIDE = [
    ("swells", inside([[len(BOMB), 4 * 1024 * 1024], []], BOMB), 4 * 1024 * 1024),
    ("says less than it has", inside([[len(LYING), 500], []], LYING), 500),
    ("says more than it has", inside([[len(LYING), 90_001], []], LYING), 90_001),
    ("sizes that do not add up", inside([[2, 2], []], b"{}"), 3),
    ("longer than listed", inside([[2, 2], []], b"{} "), 2),
    ("negative", inside([[2, 2], [["a", -1, 5]]], b"{}"), 7),
    ("true for a number", inside([[True, True], []], b"1"), 1),
    ("half a list", b"\x00\x00\x01\x00[[2,2]", 2),
    ("no list", b"\x00\x00", 0),
    ("beyond the cap", inside([[2, 2], [["a", 600 * 2**20, 600 * 2**20]]], b"{}"), 600 * 2**20 + 2),
]
INSIDE += [(f"JSON {text[:8]!r}", inside([[len(text)] * 2, []], text), len(text)) for text in NO_JSON]


@pytest.mark.parametrize(("plain", "inflated"), [each[1:] for each in INSIDE], ids=[each[0] for each in INSIDE])
def test_a_body_that_is_not_as_a_pack_lays_it_is_refused(plain: bytes, inflated: int) -> None:
    with pytest.raises(PackRefused):
        open_pack(sealed_around(plain, inflated), TO.person, MEMBER)


@pytest.mark.parametrize("value", [[{}] * 40, {str(at): at for at in range(40)}, [[]] * 40])
def test_more_values_than_memory_is_meant_for_are_neither_read_nor_sent(
    value: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = encode(value).encode()
    made = sealed_around(inside([[len(text)] * 2, []], text), len(text))
    assert open_pack(made, TO.person, MEMBER).body.value == value
    monkeypatch.setattr(inside_of_packs, "MOST_VALUES", 20)
    with pytest.raises(TooLarge, match="more lies in it"):
        open_pack(made, TO.person, MEMBER)
    with pytest.raises(TooLargeToSend, match="values"):
        a_pack(Body(value))


ESCAPES = [
    "../keys.json",
    "a/b",
    "a\\b",
    "..",
    ".hidden",
    "C:plan",
    "a\nb",
    "a" * 81,
    "",
    "/etc/x",
    "a..b",
    "x.",
    "ü",
    5,
]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_file_name_that_leads_elsewhere_is_refused_and_never_written(name: str) -> None:
    plain = inside([[2, 2], [[name, 1, 1]]], b"{}", b"x")
    with pytest.raises(Altered):
        open_pack(sealed_around(plain, 3), TO.person, MEMBER)
    if isinstance(name, str):
        assert not is_plain(name)
        with pytest.raises(ValueError, match="plain name"):
            a_pack(Body({}, {name: b"x"}))


def test_two_files_of_one_name_are_refused_whatever_their_capitals() -> None:
    plain = inside([[2, 2], [["a.txt", 1, 1], ["A.TXT", 1, 1]]], b"{}", b"x", b"y")
    with pytest.raises(Altered, match="named"):
        open_pack(sealed_around(plain, 4), TO.person, MEMBER)


def test_more_than_a_pack_may_hold_is_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLargeToSend, match="500 recipients"):
        make(draft(), BODY, [Address(f"p{at}", TO.box_key) for at in range(501)], CHAIR.sign, seeded(7))
    monkeypatch.setattr(inside_of_packs, "LARGEST_INFLATED", 1000)
    with pytest.raises(TooLargeToSend, match="Nothing was made"):
        a_pack(Body({}, {"plan.txt": bytes(1001)}))
    monkeypatch.setattr(inside_of_packs, "MOST_FILES", 2)
    with pytest.raises(TooLargeToSend, match="Nothing was made"):
        a_pack(Body({}, {f"{at}.txt": b"" for at in range(3)}))


@pytest.mark.parametrize(
    "changes",
    [
        {"made_on": "tomorrow"},
        {"number": -1},
        {"workspace": "x" * 81},
        {"ranges": {"w": (2, 1)}},
        {"sender": replace(SENDER, name="two\nlines")},
        {"sender": replace(SENDER, name="Ade \u202erofakO")},
        {"sender": replace(SENDER, name="Ade\u2066 Okafor")},
        {"sender": replace(SENDER, name="Ade\u200b Okafor")},
    ],
)
def test_a_header_that_no_reader_would_take_is_never_made(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="No reader"):
        make(draft(**changes), BODY, [TO], CHAIR.sign, seeded(7))


def test_a_pack_needs_an_addressee() -> None:
    with pytest.raises(ValueError, match="No reader"):
        make(draft(), BODY, [], CHAIR.sign, seeded(7))


def test_words_may_not_cost_more_than_this_machine_has() -> None:
    dear = KdfSettings(64, 2 * 1024 * 1024, 1)
    record = record_of(an_invite())
    record["locks"]["code"] |= {"passes": dear.time_cost, "memory_kib": dear.memory_kib}
    with pytest.raises(Altered):
        open_with_code(with_header(an_invite(), record), WORDS)


def test_nobody_can_cheapen_guessing_or_change_the_salt_unnoticed() -> None:
    record = record_of(an_invite())
    record["locks"]["code"]["memory_kib"] = LIGHT.memory_kib * 2
    with pytest.raises(WrongCode):
        open_with_code(with_header(an_invite(), record), WORDS)


def test_two_packs_of_the_same_have_nothing_in_common_but_the_header() -> None:
    one = make(draft(), BODY, [TO], CHAIR.sign, seeded(1))
    two = make(draft(), BODY, [TO], CHAIR.sign, seeded(2))
    assert look(one).digest != look(two).digest


def test_refusals_are_told_in_full_sentences_with_a_next_step() -> None:
    with pytest.raises(PackRefused) as refused:
        open_pack(a_pack(), TO.person, PersonKeys.generate(seeded(9)))
    assert "Nothing was taken in." in refused.value.message
    assert refused.value.message.endswith("or ask its sender for one.")


def test_an_invitation_names_no_recipient_outside() -> None:
    header = look(an_invite())
    assert (header.recipients, dict(header.wrapped)) == ((), {})
    assert TO.person.encode() not in an_invite()
