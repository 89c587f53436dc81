"""What became of each cell of an agency's workbook: three values, one verdict; the digest of what was sent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.agency_workbook import BackRow, SentMark, Verdict, changes, missing, new_rows, verdict

TEXTS = st.sampled_from(("", "a", "b", "c"))
FIELDS = ("owner", "due", "status@2026-05-01")
CELLS = st.dictionaries(st.sampled_from(FIELDS), TEXTS)
SHEETS = st.dictionaries(st.sampled_from(("one", "two", "three")), CELLS)
MARK = SentMark("w" * 32, "health", "2026-11-22", "2026-12-04")


@pytest.mark.parametrize(
    ("sent", "now", "back", "found"),
    [
        ("a", "a", "a", Verdict.UNCHANGED),
        ("a", "a", "b", Verdict.OFFERED),
        ("a", "a", "", Verdict.OFFERED),
        ("a", "b", "a", Verdict.KEPT),
        ("a", "b", "c", Verdict.CONFLICT),
        ("a", "b", "b", Verdict.SAME),
        ("", "", "b", Verdict.OFFERED),
    ],
)
def test_three_values_give_one_verdict(sent: str, now: str, back: str, found: Verdict) -> None:
    assert verdict(sent, now, back) is found


@given(sent=TEXTS, now=TEXTS, back=TEXTS)
def test_nothing_that_only_we_changed_is_ever_overwritten(sent: str, now: str, back: str) -> None:
    found = verdict(sent, now, back)
    assert (found is Verdict.OFFERED) == (now == sent and back != sent)
    assert (found is Verdict.CONFLICT) == (len({sent, now, back}) == 3)


def back_of(sheet: dict[str, dict[str, str]]) -> list[BackRow]:
    return [BackRow(number, action, cells) for number, (action, cells) in enumerate(sheet.items(), 3)]


@given(sent=SHEETS, now=SHEETS, back=SHEETS)
def test_what_was_taken_in_is_not_offered_again(
    sent: dict[str, dict[str, str]], now: dict[str, dict[str, str]], back: dict[str, dict[str, str]]
) -> None:
    rows = back_of(back)
    taken = {action: dict(cells) for action, cells in now.items()}
    for one in changes(sent, now, rows):
        if one.is_open:
            taken[one.action][one.field] = one.back
    assert not [one for one in changes(sent, taken, rows) if one.is_open]


@given(sent=SHEETS, now=SHEETS)
def test_a_workbook_that_nobody_touched_offers_nothing(
    sent: dict[str, dict[str, str]], now: dict[str, dict[str, str]]
) -> None:
    assert not [one for one in changes(sent, now, back_of(sent)) if one.is_open or one.verdict is Verdict.CLOSED]


@given(sent=SHEETS, now=SHEETS, back=SHEETS)
def test_an_action_that_ended_takes_nothing(
    sent: dict[str, dict[str, str]], now: dict[str, dict[str, str]], back: dict[str, dict[str, str]]
) -> None:
    assert not [one for one in changes(sent, now, back_of(back), ended=sent) if one.is_open]


def test_an_action_that_is_gone_takes_nothing() -> None:
    (one,) = changes({"one": {"owner": "a"}}, {}, back_of({"one": {"owner": "b"}}))
    assert one.verdict is Verdict.CLOSED


def test_a_row_that_was_deleted_is_told_and_one_that_was_added_is_new() -> None:
    sent: dict[str, dict[str, str]] = {"one": {}, "two": {}}
    back = [BackRow(3, "one", {}), BackRow(4, "", {"what": "Something new"})]
    assert missing(sent, back) == ("two",)
    assert [row.row for row in new_rows(back)] == [4]
    assert not list(changes(sent, sent, back))


@given(cells=SHEETS, other=SHEETS)
def test_the_digest_is_that_of_the_cells_whatever_their_order(
    cells: dict[str, dict[str, str]], other: dict[str, dict[str, str]]
) -> None:
    turned = {action: dict(reversed(those.items())) for action, those in reversed(cells.items())}
    assert MARK.digest(cells) == MARK.digest(turned)

    def plain(sheet: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        return {action: {name: text for name, text in those.items() if text} for action, those in sheet.items()}

    assert (MARK.digest(cells) == MARK.digest(other)) == (plain(cells) == plain(other))


def test_the_digest_is_that_of_the_mark_too() -> None:
    cells = {"one": {"owner": "a"}}
    others = [replace(MARK, **{name: "x"}) for name in ("workspace", "agency", "sent_on", "back_by")]
    assert len({mark.digest(cells) for mark in (MARK, *others)}) == 5
