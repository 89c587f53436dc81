"""The recovery sheet: typed back it opens, and every slip is named by its group."""

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.store.keys.crypto import PersonKeys, wrap
from audit_app.store.keys.errors import WrongKey
from audit_app.store.keys.recovery import GROUPS, RecoverySheet

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHEET = RecoverySheet(bytes(range(7, 39)))


def refused(typed: str) -> list[str]:
    with pytest.raises(AppError) as error:
        RecoverySheet.parse(typed)
    return [problem.message for problem in error.value.problems]


def sheet_or_none(typed: str) -> RecoverySheet | None:
    try:
        return RecoverySheet.parse(typed)
    except AppError:
        return None


@given(st.binary(min_size=32, max_size=32))
def test_every_sheet_comes_back_as_typed(secret: bytes) -> None:
    sheet = RecoverySheet(secret)
    assert len(sheet.groups) == GROUPS == 13
    assert all(len(group) == 5 and set(group) <= set(ALPHABET) for group in sheet.groups)
    assert RecoverySheet.parse(" ".join(sheet.groups)) == sheet


def test_a_known_secret_gives_a_known_sheet_for_ever() -> None:
    assert " ".join(SHEET.groups) == "0W40B J2GBM 1G6GW W3RGM 24919 650NQ 2RBHT G68TK 3CE1H T7GZM 40GJG 48S42 4MK03"
    assert SHEET.public.hex() == "65db1c089e73ebc2155df3e6e1dd4a9a70698ebadc816a09feee962447358243"


@pytest.mark.parametrize(
    "typed",
    [
        "".join(SHEET.groups),
        "-".join(SHEET.groups).lower(),
        "\n".join(SHEET.groups).replace("0", "o").replace("1", "l"),
        "  ".join(SHEET.groups).replace("0", "O").replace("1", "i"),
        " ".join("".join(SHEET.groups)),
    ],
)
def test_the_way_of_typing_does_not_matter(typed: str) -> None:
    assert RecoverySheet.parse(typed) == SHEET


def test_every_single_slip_is_named_by_its_group() -> None:
    for at, group in enumerate(SHEET.groups):
        for place, right in enumerate(group):
            for wrong in set(ALPHABET) - {right}:
                groups = list(SHEET.groups)
                groups[at] = group[:place] + wrong + group[place + 1 :]
                (message,) = refused(" ".join(groups))
                assert message.startswith(f"Group {at + 1} ({groups[at]}) has a typing slip")


@given(st.binary(min_size=32, max_size=32), st.integers(0, 12), st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_characters_of_a_group_are_found(secret: bytes, at: int, one: int, two: int) -> None:
    groups = list(RecoverySheet(secret).groups)
    letters = list(groups[at])
    letters[one], letters[two] = letters[two], letters[one]
    swapped = "".join(letters)
    if swapped == groups[at]:
        assert RecoverySheet.parse(" ".join(groups)).secret == secret
    else:
        groups[at] = swapped
        assert f"Group {at + 1} " in refused(" ".join(groups))[0]


@given(st.binary(min_size=32, max_size=32), st.permutations(range(13)))
def test_groups_out_of_order_are_found(secret: bytes, order: list[int]) -> None:
    groups = RecoverySheet(secret).groups
    typed = " ".join(groups[at] for at in order)
    moved = [place + 1 for place, at in enumerate(order) if place != at]
    if moved:
        assert [int(message.split()[1]) for message in refused(typed)] == moved
    else:
        assert RecoverySheet.parse(typed).secret == secret


def test_missing_groups_and_strange_characters_are_said() -> None:
    assert refused(" ".join(SHEET.groups[:12]))[0] == "A sheet has 13 groups of 5; 12 were typed."
    assert refused("")[0] == "A sheet has 13 groups of 5; 0 were typed."
    groups = list(SHEET.groups)
    groups[2] = "ABU*D"
    assert refused(" ".join(groups)) == ["Group 3 (ABU*D) has U, which is on no sheet. Compare it with the sheet."]
    groups[2] = SHEET.groups[2][:4]
    assert "Group 3 " in refused(" ".join(groups))[0]
    assert "has 4 characters instead of 5" in refused(" ".join(groups))[0]


def test_bits_beyond_the_secret_are_a_slip_too() -> None:
    """The last group has room for more than 256 bits: no second spelling of a sheet is accepted."""
    start = " ".join([*SHEET.groups[:12], SHEET.groups[12][:3]])
    read = [sheet for one in ALPHABET for two in ALPHABET if (sheet := sheet_or_none(start + one + two))]
    assert SHEET in read
    assert len(read) == len(set(read)) == 2


def test_the_sheet_opens_what_was_wrapped_to_it_and_another_does_not() -> None:
    wrapped = wrap(b"k" * 32, SHEET.public, "w", "database key")
    assert RecoverySheet.parse(" ".join(SHEET.groups)).open_wrapped(wrapped, "w", "database key") == b"k" * 32
    for sheet, workspace in ((RecoverySheet.generate(secrets.token_bytes), "w"), (SHEET, "v")):
        with pytest.raises(WrongKey):
            sheet.open_wrapped(wrapped, workspace, "database key")
    with pytest.raises(WrongKey):
        PersonKeys.generate(secrets.token_bytes).open_wrapped(wrapped, "w", "database key")


def test_the_printed_words_hold_every_group_and_what_to_do_with_them() -> None:
    text = SHEET.text("Oxfordshire County Council", "SEND quality", date(2026, 11, 2))
    printed = [word for word in text.split() if word in SHEET.groups]
    assert printed == list(SHEET.groups)
    assert "Organisation: Oxfordshire County Council" in text
    assert "Workspace:    SEND quality" in text
    assert "Made on:      2 November 2026" in text
    assert "envelope" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.isascii()


def test_the_secret_never_shows_in_a_message() -> None:
    assert repr(SHEET) == "RecoverySheet()"
