"""K1, K4: passphrases and key pairs; and what is wrapped opens only for whom and what it was wrapped."""

import secrets
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.store.keys import passphrase as passphrases
from audit_app.store.keys.crypto import LockedKeys, PersonKeys, lock, unlock, unwrap, verify, wrap
from audit_app.store.keys.errors import WrongKey, WrongPassphrase
from audit_app.store.keys.passphrase import SHORTEST, KdfSettings, passphrase_bytes, passphrase_problems, stretched

LIGHT = KdfSettings(time_cost=1, memory_kib=8, parallelism=1)
RIGHT = "Zoë counts nine swans"
SALT = bytes(range(16))
WORKSPACE = "ab" * 16


def counting() -> PersonKeys:
    """Pairs from known bytes."""
    given = iter((bytes(range(32)), bytes(range(32, 64))))
    return PersonKeys.generate(lambda _: next(given))


@pytest.fixture(scope="module")
def locked() -> LockedKeys:
    return lock(counting(), RIGHT, LIGHT, SALT)


def test_the_right_passphrase_gives_the_pairs_back(locked: LockedKeys) -> None:
    assert unlock(locked, RIGHT) == counting()


def test_a_thousand_wrong_passphrases_are_refused_in_one_sentence_and_at_one_price(
    locked: LockedKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, prices = set(), []
    real = passphrases.stretched

    def counted(typed: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
        prices.append(kdf)
        return real(typed, kdf, salt)

    monkeypatch.setattr("audit_app.store.keys.crypto.stretched", counted)
    for number in range(1000):
        with pytest.raises(WrongPassphrase) as refused:
            unlock(locked, f"{RIGHT}{number}" if number % 2 else secrets.token_urlsafe(1 + number % 40))
        said.add(refused.value.message)
    assert len(said) == 1
    assert prices == [LIGHT] * 1000


@pytest.mark.parametrize(
    "typed",
    [
        f"{RIGHT} ",
        f" {RIGHT}",
        RIGHT.upper(),
        RIGHT.replace("ë", "e"),
        RIGHT[:-1],
        "",
        " ",
        "x" * 5000,
        "\ud800",
        f"{RIGHT}\0",
    ],
)
def test_what_only_looks_like_the_passphrase_is_refused(locked: LockedKeys, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(locked, typed)


def test_composed_and_decomposed_letters_are_the_same_passphrase(locked: LockedKeys) -> None:
    decomposed = unicodedata.normalize("NFD", RIGHT)
    assert decomposed != RIGHT
    assert unlock(locked, decomposed) == counting()
    assert unlock(lock(counting(), decomposed, LIGHT, SALT), RIGHT) == counting()


def test_a_compatible_but_different_character_is_another_passphrase() -> None:
    wide = lock(counting(), "１２３４５６７８９０１２", LIGHT, SALT)
    with pytest.raises(WrongPassphrase):
        unlock(wide, "123456789012")


@pytest.mark.parametrize(
    "passphrase",
    [
        "x" * SHORTEST,
        "x" * 200,
        "é" * 1024,
        "🦢🦢🦢🦢 nine swans 👩‍👩‍👧",
        " trailing blank kept ",
        "\ttabs\tand\nlines\n",
        "nul\0in the middle",
    ],
)
def test_any_passphrase_from_the_shortest_to_1024_characters_works(passphrase: str) -> None:
    assert passphrase_problems(passphrase) == ()
    assert unlock(lock(counting(), passphrase, LIGHT, SALT), passphrase) == counting()


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_two_passphrases_open_the_same_lock_only_when_they_are_equal_in_nfc(one: str, two: str) -> None:
    first, second = f"twelve letters{one}", f"twelve letters{two}"
    same = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
    sealed = lock(counting(), first, LIGHT, SALT)
    if same:
        assert unlock(sealed, second) == counting()
    else:
        with pytest.raises(WrongPassphrase):
            unlock(sealed, second)


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "is empty"),
        (" " * 20, "is empty"),
        ("x" * (SHORTEST - 1), f"has {SHORTEST - 1} characters. Choose at least {SHORTEST}"),
        (unicodedata.normalize("NFD", "é" * (SHORTEST - 1)), f"has {SHORTEST - 1} characters"),
        ("x" * 1025, "longer than 1,024"),
        ("surrogate \udc80 inside", "cannot be stored"),
    ],
)
def test_a_new_passphrase_that_will_not_do_is_a_problem_and_locks_nothing(passphrase: str, said: str) -> None:
    (problem,) = passphrase_problems(passphrase)
    assert said in problem.message
    with pytest.raises(AppError) as refused:
        lock(counting(), passphrase, LIGHT, SALT)
    assert refused.value.problems == (problem,)


def test_the_cost_of_guessing_is_the_agreed_one_and_is_kept_with_the_keys() -> None:
    agreed = KdfSettings()
    assert (agreed.time_cost, agreed.memory_kib, agreed.parallelism) == (3, 256 * 1024, 4)
    sealed = lock(counting(), RIGHT, agreed, SALT)
    assert sealed.kdf == agreed
    assert unlock(sealed, RIGHT) == counting()


def test_a_lock_can_be_made_dearer_without_changing_the_keys(locked: LockedKeys) -> None:
    dearer = replace(LIGHT, memory_kib=64)
    again = lock(unlock(locked, RIGHT), RIGHT, dearer, bytes(16))
    assert locked.kdf.is_weaker_than(dearer)
    assert not dearer.is_weaker_than(LIGHT)
    assert unlock(again, RIGHT) == counting()
    assert again.opening_public == locked.opening_public


@pytest.mark.parametrize(
    ("passphrase", "salt", "settings", "expected"),
    [
        # The test vector of the reference implementation of Argon2id, version 1.3.
        (
            "password",
            b"somesalt",
            KdfSettings(2, 65536, 1),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        ),
        (RIGHT, SALT, LIGHT, "9dbce871988db2ae2c0d9543fd0b4000ecd951df4fe74d627f2faca28708ee4a"),
        (RIGHT, SALT, KdfSettings(), "3b461a705fb9f35bea3be204c9f026ba37038bc35e189e348f47c22372df43ba"),
    ],
)
def test_stretching_gives_the_same_bytes_for_ever(
    passphrase: str, salt: bytes, settings: KdfSettings, expected: str
) -> None:
    assert stretched(passphrase_bytes(passphrase) or b"", settings, salt).hex() == expected


def test_a_lock_is_the_same_bytes_for_ever(locked: LockedKeys) -> None:
    assert locked.sealed.hex() == (
        "5d579441a2f15e6dcbc2211797eee6c72e4fa3fba66ebc4abfeb59100d0fe53560fed65346eb8511"
        "e2b99d837bd32e60ae3144e3f23b16dcb6b6493ae1b2f4f350fbc58ead754e2d33952c1a578e6512"
    )


@pytest.mark.parametrize(
    "values", [(0, 8, 1), (65, 8, 1), (1, 7, 1), (1, 8, 2), (1, 8, 0), (1, 2**23, 1), (1, 999, 17)]
)
def test_a_cost_out_of_range_is_refused(values: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        KdfSettings(*values)


def test_memory_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import low_level
    from argon2.exceptions import HashingError

    def fail(*_: object, **__: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(low_level, "hash_secret_raw", fail)
    with pytest.raises(AppError, match="needs 256 MiB of memory"):
        stretched(b"x", KdfSettings(), SALT)


@pytest.mark.parametrize("part", ["salt", "sealed", "opening_public", "signing_public"])
def test_a_changed_byte_in_a_lock_never_opens(locked: LockedKeys, part: str) -> None:
    value: bytes = getattr(locked, part)
    for at in range(len(value)):
        broken = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        with pytest.raises(WrongPassphrase):
            unlock(replace(locked, **{part: broken}), RIGHT)  # type: ignore[arg-type]  # one of the bytes fields


def test_private_keys_never_show_in_a_message() -> None:
    assert repr(counting()) == "PersonKeys()"


def test_a_signature_holds_for_exactly_its_message_and_signer() -> None:
    keys, other = counting(), PersonKeys.generate(secrets.token_bytes)
    signature = keys.sign(b"head 7")
    assert verify(keys.signing_public, signature, b"head 7")
    assert not verify(keys.signing_public, signature, b"head 8")
    assert not verify(other.signing_public, signature, b"head 7")
    assert not verify(keys.signing_public, signature[:-1], b"head 7")
    assert not verify(b"short", signature, b"head 7")


@given(st.binary(min_size=1, max_size=64), st.text("abc/ é", max_size=10), st.text("abc", max_size=10))
@settings(deadline=None, max_examples=40)
def test_a_wrapped_key_opens_for_its_person_workspace_and_purpose(key: bytes, workspace: str, purpose: str) -> None:
    keys = counting()
    assert keys.open_wrapped(wrap(key, keys.opening_public, workspace, purpose), workspace, purpose) == key


def test_a_wrapped_key_opens_for_nobody_and_nothing_else() -> None:
    keys, other = counting(), PersonKeys.generate(secrets.token_bytes)
    wrapped = wrap(b"k" * 32, keys.opening_public, WORKSPACE, "database key")
    tries = [
        (wrapped, other, WORKSPACE, "database key"),
        (wrapped, keys, "cd" * 16, "database key"),
        (wrapped, keys, WORKSPACE, "round key"),
        (wrapped, keys, WORKSPACE + "d", "atabase key"),
        (b"", keys, WORKSPACE, "database key"),
        (wrapped[:31], keys, WORKSPACE, "database key"),
        (wrapped[:-1], keys, WORKSPACE, "database key"),
        (wrapped + b"\0", keys, WORKSPACE, "database key"),
    ]
    tries += [
        (wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :], *tries[0][1:]) for at in range(len(wrapped))
    ]
    for changed, who, workspace, purpose in tries:
        with pytest.raises(WrongKey):
            who.open_wrapped(changed, workspace, purpose)
    assert unwrap(wrapped, keys.opening, WORKSPACE, "database key") == b"k" * 32


def test_wrapping_twice_never_gives_the_same_bytes() -> None:
    public = counting().opening_public
    assert wrap(b"k", public, "w", "p") != wrap(b"k", public, "w", "p")


def test_the_border_between_workspace_and_purpose_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="NUL"):
        wrap(b"k", counting().opening_public, "a\0b", "c")
