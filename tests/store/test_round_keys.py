"""Keys of a round: a chair and a keyholder together open it, and nobody alone, whatever else they hold."""

import secrets
from dataclasses import replace
from itertools import product

import pytest

from audit_app.sealing import WrongKey
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.keys.round_keys import (
    CHAIRS,
    KEYHOLDERS,
    Half,
    RoundSeal,
    RoundStaysSealed,
    half_of,
    new_round,
    open_round_key,
    read_seal,
)

WORKSPACE, ROUND = "ab" * 16, "cd" * 16
PEOPLE = {name: PersonKeys.generate(secrets.token_bytes) for name in ("chair", "deputy", "kay", "kim", "member")}


def public(*names: str) -> dict[str, bytes]:
    return {name: PEOPLE[name].opening_public for name in names}


def made(keyholders: tuple[str, ...] = ("kay", "kim")) -> RoundSeal:
    return new_round(ROUND, public("chair", "deputy"), public(*keyholders), WORKSPACE, secrets.token_bytes)


@pytest.mark.parametrize(("chair", "keyholder"), list(product(("chair", "deputy"), ("kay", "kim"))))
def test_any_chair_with_any_keyholder_opens_the_round(chair: str, keyholder: str) -> None:
    seal = made()
    a, b = half_of(seal, chair, PEOPLE[chair]), half_of(seal, keyholder, PEOPLE[keyholder])
    private = open_round_key(seal, a, b, ROUND)
    assert PersonKeys(private, private).opening_public == seal.public


@pytest.mark.parametrize("pair", [("chair", "deputy"), ("kay", "kim"), ("chair", "chair"), ("kim", "kay")])
def test_two_of_the_same_side_do_not(pair: tuple[str, str]) -> None:
    seal = made()
    one, other = (half_of(seal, name, PEOPLE[name]) for name in pair)
    for a, b in ((one, other), (other, one)):
        with pytest.raises(RoundStaysSealed, match="do not open this round"):
            open_round_key(seal, a, b, ROUND)


@pytest.mark.parametrize("alone", sorted(PEOPLE))
def test_whoever_tries_every_half_with_every_key_they_hold_gets_one_half_at_most(alone: str) -> None:
    seal = made()
    opened = {which for half in seal.halves for which in _opened(half, PEOPLE[alone].opening)}
    assert opened <= ({CHAIRS} if alone in ("chair", "deputy") else {KEYHOLDERS} if alone in ("kay", "kim") else set())


def test_the_recovery_sheet_and_the_database_key_open_neither_half() -> None:
    seal, sheet = made(), RecoverySheet.generate(secrets.token_bytes)
    for half, which in product(seal.halves, (CHAIRS, KEYHOLDERS)):
        with pytest.raises(WrongKey):
            sheet.open_wrapped(half.wrapped, WORKSPACE, f"round half {which} {ROUND}")
    for secret in (sheet.secret, secrets.token_bytes(32)):
        assert [which for half in seal.halves for which in _opened(half, secret)] == []
        with pytest.raises(WrongKey):
            open_round_key(seal, secret, secret, ROUND)


def _opened(half: Half, private: bytes) -> list[str]:
    """Which half these keys open, whoever it is said to be for and whichever it is said to be."""
    found = []
    for which in (CHAIRS, KEYHOLDERS):
        claimed = RoundSeal(WORKSPACE, ROUND, b"", b"", (Half("me", which, half.wrapped),))
        try:
            half_of(claimed, "me", PersonKeys(private, private))
        except RoundStaysSealed:
            continue
        found.append(which)
    return found


def test_a_half_and_a_lock_belong_to_one_round_and_one_workspace() -> None:
    seal, other = made(), made()
    a, b = half_of(seal, "chair", PEOPLE["chair"]), half_of(seal, "kay", PEOPLE["kay"])
    for elsewhere in (replace(seal, round_id="ef" * 16), replace(seal, workspace="ef" * 16)):
        with pytest.raises(RoundStaysSealed, match="newer than the round"):
            half_of(elsewhere, "chair", PEOPLE["chair"])
    for wrong in (replace(seal, locked=other.locked), replace(seal, public=other.public), replace(seal, locked=b"x")):
        with pytest.raises(RoundStaysSealed):
            open_round_key(wrong, a, b, ROUND)
    for round_id, one, two in (("ef" * 16, a, b), (ROUND, b, a), (ROUND, a, b[:-1]), (ROUND, a + b, b"")):
        with pytest.raises(RoundStaysSealed):
            open_round_key(seal, one, two, round_id)


def test_without_a_keyholder_each_chair_opens_the_round_alone() -> None:
    seal = made(())
    for name in ("chair", "deputy"):
        halves = [half_of(seal, name, PEOPLE[name], which) for which in (CHAIRS, KEYHOLDERS)]
        assert open_round_key(seal, halves[0], halves[1], ROUND)
    with pytest.raises(RoundStaysSealed, match="hold no key"):
        half_of(seal, "kay", PEOPLE["kay"])


def test_nobody_is_chair_and_keyholder_of_one_round() -> None:
    with pytest.raises(ValueError, match="nobody is chair and keyholder"):
        new_round(ROUND, public("chair"), public("chair", "kay"), WORKSPACE, secrets.token_bytes)
    with pytest.raises(ValueError, match="has a chair"):
        new_round(ROUND, {}, public("kay"), WORKSPACE, secrets.token_bytes)


def test_what_is_kept_of_a_round_holds_nothing_that_opens_it() -> None:
    given: list[bytes] = []

    def random(size: int) -> bytes:
        given.append(secrets.token_bytes(size))
        return given[-1]

    seal = new_round(ROUND, public("chair"), public("kay"), WORKSPACE, random)
    kept = str(seal.value()).encode() + b"".join((seal.locked, seal.public, *(half.wrapped for half in seal.halves)))
    assert len(given) == 3
    assert not any(secret in kept or secret.hex().encode() in kept for secret in given)
    assert read_seal(WORKSPACE, ROUND, seal.value()) == seal
