"""Where a golden thread breaks is said of the right item, and of nothing that is whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.thread.breaks import BreakKind, breaks, is_complete, remarks
from scoring.thread.model import Adulthood, Item, ItemRole, Link, ShortBreak, Thread

A = Item("a1", ItemRole.ASPIRATION, "A", "To work with trains")
B = Item("b1", ItemRole.NEED, "B", "Finds reading hard")
C = Item("c1", ItemRole.NEED, "C", "Has epilepsy")
E = Item("e1", ItemRole.OUTCOME, "E", "Will read a page by July 2027")
F = Item("f1", ItemRole.PROVISION, "F", "Precision teaching daily for 10 minutes")
G = Item("g1", ItemRole.PROVISION, "G", "Speech therapy programme, weekly, 30 minutes")
WHOLE = {Link("b1", "e1"), Link("e1", "f1")}


def thread(*items: Item, links: set[Link] | None = None) -> Thread:
    return Thread(items, frozenset(links or set()))


def kinds(found: Thread, year_group: int | None = None) -> list[tuple[str, str]]:
    return [(one.kind.value, one.item) for one in breaks(found, year_group=year_group)]


def test_a_need_with_outcome_and_provision_through_it_is_whole() -> None:
    assert kinds(thread(B, E, F, links=WHOLE)) == []
    assert is_complete(thread(B, E, F, links=WHOLE)) is True


def test_items_alone_break_in_every_way() -> None:
    assert kinds(thread(A, B, E, F)) == [
        ("need_without_outcome", "b1"),
        ("need_without_provision", "b1"),
        ("outcome_without_provision", "e1"),
        ("outcome_without_need", "e1"),
        ("provision_without_need", "f1"),
    ]
    assert is_complete(thread(A, B, E, F)) is False


def test_a_thread_without_needs_is_neither_complete_nor_broken() -> None:
    assert is_complete(thread(A)) is None


def test_provision_linked_to_the_need_itself_counts_as_its_provision() -> None:
    found = kinds(thread(B, E, F, links={Link("b1", "e1"), Link("b1", "f1")}))
    assert found == [("outcome_without_provision", "e1")]


def test_a_health_need_met_in_f_is_a_remark_and_no_break() -> None:
    met = thread(C, E, F, links={Link("c1", "e1"), Link("e1", "f1")})
    assert kinds(met) == []
    assert [(one.item, one.words) for one in remarks(met)] == [("c1", "Met in F")]


@pytest.mark.parametrize(("educates", "expected"), [(True, ["educates_outside_f"]), (False, []), (None, [])])
def test_therapy_that_teaches_and_stands_only_in_g_is_a_break(educates: bool | None, expected: list[str]) -> None:
    line = Item(G.id, G.role, "G", G.words, educates=educates)
    found = breaks(thread(B, E, line, links={Link("b1", "e1"), Link("e1", "g1")}))
    assert [one.kind.value for one in found] == expected


def test_the_same_therapy_in_f_as_well_is_no_break() -> None:
    line = Item("g1", ItemRole.PROVISION, "G", G.words, educates=True)
    twin = Item("f2", ItemRole.PROVISION, "F", "Speech therapy programme weekly for 30 minutes")
    links = {Link("b1", "e1"), Link("e1", "g1"), Link("e1", "f2")}
    assert kinds(thread(B, E, line, twin, links=links)) == []


@pytest.mark.parametrize(
    ("section", "kind", "broken"),
    [
        ("H1", ShortBreak.NON_RESIDENTIAL, False),
        ("H2", ShortBreak.RESIDENTIAL, False),
        ("H2", ShortBreak.NON_RESIDENTIAL, True),
        ("H1", ShortBreak.RESIDENTIAL, True),
    ],
)
def test_short_breaks_have_their_own_part_of_h(section: str, kind: ShortBreak, broken: bool) -> None:
    line = Item("h1", ItemRole.PROVISION, section, "Saturday club", short_break=kind)
    found = kinds(thread(B, E, line, links={Link("b1", "e1"), Link("e1", "h1")}))
    assert found == ([("short_break_misplaced", "h1")] if broken else [])


def test_from_year_nine_the_missing_areas_of_adulthood_are_named() -> None:
    outcome = Item("e1", ItemRole.OUTCOME, "E", E.words, adulthood=Adulthood.EMPLOYMENT)
    (found,) = breaks(thread(B, outcome, F, links=WHOLE), year_group=9)
    assert found.kind is BreakKind.ADULTHOOD_MISSING
    assert found.words == "Year 9: no outcome prepares for independent living, community inclusion or health."


@pytest.mark.parametrize("year_group", [None, 0, 8])
def test_before_year_nine_nobody_asks_for_adulthood(year_group: int | None) -> None:
    assert kinds(thread(B, E, F, links=WHOLE), year_group) == []


def test_all_four_areas_of_adulthood_are_enough() -> None:
    outcomes = [Item(f"e{n}", ItemRole.OUTCOME, "E", "x", adulthood=area) for n, area in enumerate(Adulthood)]
    links = {Link("b1", one.id) for one in outcomes} | {Link(one.id, "f1") for one in outcomes}
    assert kinds(thread(B, *outcomes, F, links=links), 12) == []


@pytest.mark.parametrize(("first", "second"), [("e1", "b1"), ("b1", "nobody"), ("b1", "b1")])
def test_a_link_backwards_or_to_nothing_is_refused(first: str, second: str) -> None:
    with pytest.raises(ValueError, match="cannot link"):
        thread(B, E, links={Link(first, second)})


SOME = [
    *(Item(f"b{n}", ItemRole.NEED, "B", "n") for n in range(3)),
    *(Item(f"e{n}", ItemRole.OUTCOME, "E", "o") for n in range(3)),
    *(Item(f"f{n}", ItemRole.PROVISION, "F", "p") for n in range(3)),
]
LINKS = [Link(one.id, two.id) for one in SOME for two in SOME if one.id[0] < two.id[0]]


@given(st.sets(st.sampled_from(LINKS)), st.sampled_from(LINKS))
def test_another_link_never_breaks_what_was_whole(links: set[Link], one_more: Link) -> None:
    before, after = kinds(thread(*SOME, links=links)), kinds(thread(*SOME, links=links | {one_more}))
    assert set(after) <= set(before)
