"""Each marker that the thread informs gets the level that its counts give, and the arithmetic says how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.plan.areas import NeedArea
from scoring.thread.levels import SHARES, SaidOf, Suggestion, suggested_levels
from scoring.thread.model import Adulthood, Item, ItemRole, Link, ShortBreak, Thread

SMART = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
ELEMENTS = ("what", "who", "group", "often", "long", "where", "oversight", "review")


def need(n: int, section: str = "B", area: NeedArea | None = None) -> Item:
    return Item(f"need{n}", ItemRole.NEED, section, f"need {n}", area=area)


def aim(n: int, adulthood: Adulthood | None = None) -> Item:
    return Item(f"outcome{n}", ItemRole.OUTCOME, "E", f"outcome {n}", adulthood=adulthood)


def line(n: int, section: str = "F", *, educates: bool | None = None, rest: ShortBreak | None = None) -> Item:
    words = f"{['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'][n % 8]} {n}"
    return Item(f"line{n}", ItemRole.PROVISION, section, words, educates=educates, short_break=rest)


def level_of(
    marker: str,
    items: list[Item],
    links: set[tuple[str, str]] | None = None,
    said: dict[str, SaidOf] | None = None,
    *,
    year: int | None = None,
    none: frozenset[str] = frozenset(),
    checked: frozenset[str] = frozenset(),
    blank: frozenset[str] = frozenset(),
) -> tuple[int, str] | None:
    thread = Thread(tuple(items), frozenset(Link(*pair) for pair in links or ()))
    every = suggested_levels(thread, said or {}, year_group=year, explicit_none=none, checked_none=checked, blank=blank)
    found = {one.marker: one for one in every}
    return (found[marker].level, found[marker].arithmetic) if marker in found else None


def whole(count: int) -> tuple[list[Item], set[tuple[str, str]]]:
    """So many needs, each with its outcome and provision."""
    items = [make(n) for n in range(count) for make in (need, aim, line)]
    links = {pair for n in range(count) for pair in ((f"need{n}", f"outcome{n}"), (f"outcome{n}", f"line{n}"))}
    return items, links


@pytest.mark.parametrize(
    ("broken", "level", "arithmetic"),
    [
        (0, 3, "4 of 4 needs lead to an outcome and to provision: level 3"),
        (1, 2, "3 of 4 needs lead to an outcome and to provision: level 2; 1 outcome or line without a need"),
        (3, 1, "1 of 4 needs lead to an outcome and to provision: level 1; 3 outcomes or lines without a need"),
        (4, 0, "0 of 4 needs lead to an outcome and to provision: level 0; 4 outcomes or lines without a need"),
    ],
)
def test_w4_counts_needs_that_can_be_traced(broken: int, level: int, arithmetic: str) -> None:
    items, links = whole(4)
    kept = {pair for pair in links if not (pair[0].startswith("need") and int(pair[0][4:]) < broken)}
    joined = kept | {(f"need{n}", f"line{n}") for n in range(broken)}
    assert level_of("W4", items, joined) == (level, arithmetic)


def test_w4_with_all_needs_traced_is_not_full_where_something_hangs_loose() -> None:
    items, links = whole(2)
    assert level_of("W4", [*items, line(7)], links) == (
        2,
        "2 of 2 needs lead to an outcome and to provision: level 3; 1 outcome or line without a need",
    )


@pytest.mark.parametrize(("wrong", "level"), [(0, 3), (1, 2), (2, 1), (3, 1)])
def test_w5_counts_short_breaks_in_the_wrong_part(wrong: int, level: int) -> None:
    lines = [line(n, "H2", rest=ShortBreak.NON_RESIDENTIAL) for n in range(wrong)]
    lines.append(line(9, "H2", rest=ShortBreak.RESIDENTIAL))
    found = level_of("W5", lines)
    assert found is not None
    assert found[0] == level
    assert found[1] == f"{wrong or 'no'} short break{'' if wrong == 1 else 's'} in the wrong part of H"


@pytest.mark.parametrize(("marker", "section"), [("C1", "C"), ("D1", "D")])
def test_c1_and_d1_follow_the_state_of_their_section(marker: str, section: str) -> None:
    there = level_of(marker, [need(0, section), need(1, section)])
    assert there == (2, f"2 needs in {section}; say yourself how specific")
    none = level_of(marker, [need(0)], none=frozenset({section}))
    assert none == (1, f"{section} says that there are none, and not that anybody looked: level 1")
    checked = level_of(marker, [need(0)], none=frozenset({section}), checked=frozenset({section}))
    assert checked == (3, f"{section} says that there are none, and that somebody looked: level 3")
    assert level_of(marker, [need(0)]) == (0, f"{section} holds nothing: level 0")


def rated(passed: int, of: int, tests: tuple[str, ...] = SMART) -> dict[str, SaidOf]:
    return {f"outcome{n}": SaidOf(dict.fromkeys(tests, n < passed)) for n in range(of)}


@pytest.mark.parametrize(
    ("passed", "level", "arithmetic"),
    [
        (10, 3, "10 of 10 rated outcomes pass all six tests: 100 %, level 3"),
        (9, 3, "9 of 10 rated outcomes pass all six tests: 90 %, level 3"),
        (8, 2, "8 of 10 rated outcomes pass all six tests: 80 %, level 2"),
        (7, 2, "7 of 10 rated outcomes pass all six tests: 70 %, level 2"),
        (4, 1, "4 of 10 rated outcomes pass all six tests: 40 %, level 1"),
        (3, 0, "3 of 10 rated outcomes pass all six tests: 30 %, level 0"),
    ],
)
def test_e1_is_the_share_of_smart_outcomes(passed: int, level: int, arithmetic: str) -> None:
    outcomes = [aim(n) for n in range(12)]
    assert level_of("E1", outcomes, said=rated(passed, 10)) == (level, arithmetic)


def test_e1_asks_for_all_six_tests() -> None:
    assert level_of("E1", [aim(0)], said=rated(1, 1, SMART[:5])) is None
    but_one = {"outcome0": SaidOf({**dict.fromkeys(SMART, True), "realistic": False})}
    assert level_of("E1", [aim(0)], said=but_one) == (
        0,
        "0 of 1 rated outcomes pass all six tests: 0 %, level 0",
    )


@pytest.mark.parametrize(("mine", "level"), [(4, 3), (3, 2), (2, 1), (1, 0), (0, 0)])
def test_e2_counts_outcomes_that_are_a_persons_own(mine: int, level: int) -> None:
    found = level_of("E2", [aim(n) for n in range(5)], said=rated(mine, 4, ("personal",)))
    share = f"{mine} of 4 outcomes are a person's own and no provision: {25 * mine} %, level {level}"
    assert found == (level, share)


def spread(marker: str, passed: int, of: int) -> str:
    found = level_of(marker, [aim(n) for n in range(of)], said=rated(passed, of))
    assert found is not None
    return found[1].rpartition(": ")[2]


@pytest.mark.parametrize(
    ("marker", "passed", "of", "told"),
    [
        ("E1", 43, 48, "89.6 %, level 2"),
        ("E1", 44, 48, "92 %, level 3"),
        ("E1", 1799, 2000, "89.9 %, level 2"),
        ("E1", 25, 36, "69 %, level 1"),
        ("E1", 39, 56, "69.6 %, level 1"),
        ("E1", 19, 48, "39.6 %, level 0"),
        ("E2", 199, 200, "99.5 %, level 2"),
        ("E2", 1999, 2000, "99.9 %, level 2"),
    ],
)
def test_a_share_is_never_rounded_up_to_a_level_that_it_misses(marker: str, passed: int, of: int, told: str) -> None:
    assert spread(marker, passed, of) == told


@given(
    st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.sampled_from(["E1", "E2"])
)
def test_the_percentage_that_is_shown_gives_the_level_that_is_shown(share: tuple[int, int], marker: str) -> None:
    percent, level = spread(marker, *share).split(" %, level ")
    assert int(level) == next((3 - at for at, least in enumerate(SHARES[marker]) if float(percent) >= least), 0)


@pytest.mark.parametrize(("met", "level"), [(4, 3), (3, 2), (2, 1), (0, 1)])
def test_e4_counts_areas_with_an_outcome(met: int, level: int) -> None:
    needs = [need(n, area=area) for n, area in enumerate(NeedArea)]
    links = {(f"need{n}", f"outcome{n % 3}") for n in range(met)}
    found = level_of("E4", [*needs, aim(0), aim(1), aim(2)], links)
    number = "3 outcomes in all, within three to eight"
    assert found == (level, f"{met} of 4 areas with needs have an outcome; {number}; see whether their dates vary")


@pytest.mark.parametrize(("count", "level"), [(1, 2), (2, 2), (3, 3), (8, 3), (9, 2)])
def test_e4_asks_for_three_to_eight_outcomes(count: int, level: int) -> None:
    items = [need(0, area=NeedArea.COGNITION), *(aim(n) for n in range(count))]
    found = level_of("E4", items, {("need0", "outcome0")})
    assert found is not None
    assert found[0] == level
    assert ("not three to eight" in found[1]) is (level < 3)


def test_e4_is_nought_without_outcomes_and_silent_without_areas() -> None:
    assert level_of("E4", [need(0, area=NeedArea.COGNITION)]) == (0, "no outcomes")
    assert level_of("E4", [need(0), aim(0)]) is None


@pytest.mark.parametrize(("count", "level"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3)])
def test_e6_counts_areas_of_adulthood_from_year_nine(count: int, level: int) -> None:
    outcomes = [aim(n, area) for n, area in enumerate(list(Adulthood)[:count])]
    found = level_of("E6", [*outcomes, aim(9)], year=9)
    assert found == (level, f"{count} of 4 areas of adulthood have an outcome")
    assert level_of("E6", [*outcomes, aim(9)], year=8) is None
    assert level_of("E6", [*outcomes, aim(9)]) is None


@pytest.mark.parametrize(("lacking", "level"), [(0, 3), (1, 1), (2, 0), (3, 0)])
def test_f1_counts_needs_in_b_that_have_provision(lacking: int, level: int) -> None:
    items = [*(need(n) for n in range(3)), need(8, "C"), *(line(n) for n in range(3))]
    links = {(f"need{n}", f"line{n}") for n in range(lacking, 3)}
    assert level_of("F1", items, links) == (level, f"{3 - lacking} of 3 needs in B have provision: level {level}")


def checked(count: int, **said: SaidOf) -> dict[str, SaidOf]:
    every = SaidOf(dict.fromkeys(ELEMENTS, True))
    return {f"line{n}": said.get(f"line{n}", every) for n in range(count)}


def lacking(*names: str, **other: bool) -> SaidOf:
    return SaidOf({name: name not in names for name in ELEMENTS}, **other)


WORDS = {
    "F2": "lines name the support without a vague word",
    "F3": "lines give frequency and duration",
    "F4": "lines say who, with what qualification or training",
    "F5": "lines give ratio or group and place",
}


@pytest.mark.parametrize(
    ("marker", "fault"),
    [
        ("F2", lacking("what")),
        ("F2", lacking(flagged=True)),
        ("F3", lacking("often")),
        ("F3", lacking("long")),
        ("F4", lacking("who")),
        ("F4", lacking(qualified=False)),
        ("F5", lacking("group")),
        ("F5", lacking("where")),
    ],
)
@pytest.mark.parametrize("faults", range(0, 21, 2))
def test_f2_to_f5_are_shares_of_lines(marker: str, fault: SaidOf, faults: int) -> None:
    said = {f"line{n}": fault if n < faults else lacking() for n in range(20)}
    share = 100 * (20 - faults) // 20
    level = next((3 - at for at, least in enumerate(SHARES[marker]) if share >= least), 0)
    found = level_of(marker, [line(n) for n in range(20)], said=said)
    assert found == (level, f"{20 - faults} of 20 {WORDS[marker]}: {share} %, level {level}")


def test_the_issues_own_example_comes_out_as_it_says() -> None:
    said = checked(9, line0=lacking("often"), line1=lacking("long"))
    assert level_of("F3", [line(n) for n in range(9)], said=said) == (
        2,
        "7 of 9 lines give frequency and duration: 78 %, level 2",
    )


def test_equipment_is_left_out_where_time_is_counted() -> None:
    said = checked(3, line0=lacking("often", "long", countable=False))
    assert level_of("F3", [line(n) for n in range(3)], said=said) == (
        3,
        "2 of 2 lines give frequency and duration: 100 %, level 3",
    )
    assert level_of("F2", [line(n) for n in range(3)], said=said) is not None


def test_lines_outside_f_and_lines_nobody_checked_do_not_count() -> None:
    said = {"line0": lacking(), "line1": lacking("what")}
    found = level_of("F2", [line(0), line(1, "G"), line(2)], said=said)
    assert found == (3, "1 of 1 lines name the support without a vague word: 100 %, level 3")


@pytest.mark.parametrize(("clear", "level"), [(4, 3), (2, 2), (1, 1), (0, 0)])
def test_f6_counts_lines_that_say_who_oversees_and_when_it_is_reviewed(clear: int, level: int) -> None:
    said = {f"line{n}": lacking() if n < clear else lacking("review" if n % 2 else "oversight") for n in range(4)}
    found = level_of("F6", [line(n) for n in range(4)], said=said)
    assert found == (level, f"{clear} of 4 lines say who oversees and when it is reviewed: level {level}")


@pytest.mark.parametrize(("outside", "level"), [(0, 3), (1, 1), (2, 0), (3, 0)])
def test_f7_counts_lines_that_educate_outside_f(outside: int, level: int) -> None:
    lines = [line(0), *(line(n + 1, "G", educates=n < outside) for n in range(3))]
    found = level_of("F7", lines)
    assert found is not None
    assert found[0] == level
    some = {0: "no lines outside F educate or train", 1: "1 line outside F educates or trains"}
    assert found[1] == some.get(outside, f"{outside} lines outside F educate or train")


def test_f7_is_silent_until_somebody_said_whether_therapy_educates() -> None:
    assert level_of("F7", [line(0), line(1, "G")]) is None
    assert level_of("F7", [line(0)]) == (3, "no lines outside F educate or train")


@pytest.mark.parametrize(
    ("sections", "others", "level", "arithmetic"),
    [
        ("", "F", 0, "no provision is linked to an outcome for adulthood"),
        ("F", "", 2, "provision for adulthood in F only"),
        ("G", "", 1, "provision for adulthood in G, none in F"),
        ("H1 H2", "F", 1, "provision for adulthood in H1, H2, none in F"),
        ("F G", "H1", 2, "provision for adulthood in F, G, none by social care"),
        ("F G", "", 3, "provision for adulthood in F, G; 2 of 2 lines confirmed as specific: level 3"),
        ("F H1 H2", "", 3, "provision for adulthood in F, H1, H2; 3 of 3 lines confirmed as specific: level 3"),
        ("F G H1", "", 3, "provision for adulthood in F, G, H1; 3 of 3 lines confirmed as specific: level 3"),
    ],
)
def test_f8_asks_for_each_agencys_part_for_adulthood(sections: str, others: str, level: int, arithmetic: str) -> None:
    lines = [line(n, section) for n, section in enumerate(sections.split())]
    links = {("outcome0", one.id) for one in lines}
    items = [aim(0, Adulthood.EMPLOYMENT), aim(1), *lines, *(line(7, one) for one in others.split())]
    whole_lines = {one.id: SaidOf(dict.fromkeys(ELEMENTS, True)) for one in lines}
    assert level_of("F8", items, links, whole_lines, year=10) == (level, arithmetic)
    assert level_of("F8", items, links, whole_lines, year=8) is None


def test_f8_misses_the_part_of_an_agency_whose_needs_the_plan_has() -> None:
    items = [need(0, "D"), aim(0, Adulthood.HEALTH), line(0, "F"), line(1, "G")]
    found = level_of("F8", items, {("outcome0", "line0"), ("outcome0", "line1")}, year=11)
    assert found == (2, "provision for adulthood in F, G, none by social care")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (SaidOf({}), 2),
        (SaidOf({**dict.fromkeys(ELEMENTS, True), "often": False}), 2),
        (SaidOf(dict.fromkeys(ELEMENTS, True), flagged=True), 2),
        (SaidOf({"what": True, "who": True}, countable=False), 3),
    ],
)
def test_f8_is_strong_only_where_every_line_was_confirmed_as_specific(said: SaidOf, level: int) -> None:
    items = [aim(0, Adulthood.HEALTH), line(0, "F"), line(1, "G")]
    every = {"line0": SaidOf(dict.fromkeys(ELEMENTS, True)), "line1": said}
    found = level_of("F8", items, {("outcome0", "line0"), ("outcome0", "line1")}, every, year=11)
    assert found is not None
    assert found[0] == level


@pytest.mark.parametrize(("met", "level"), [(4, 3), (2, 2), (1, 1), (0, 0)])
def test_g1_counts_health_needs_met_in_g_or_f(met: int, level: int) -> None:
    needs = [need(n, "C") for n in range(4)]
    links = {(f"need{n}", f"line{n % 2}") for n in range(met)} | {("need3", "line2")} - {("need3", "line0")}
    found = level_of("G1", [*needs, line(0, "G"), line(1), line(2, "H1")], links)
    assert found == (level, f"{met} of 4 needs in C have provision in G or F: level {level}")


def test_g1_is_silent_where_c_says_that_there_is_none() -> None:
    assert level_of("G1", [need(0), line(0, "G")]) is None
    assert level_of("G1", [need(0, "C")], none=frozenset({"C"})) is None


@pytest.mark.parametrize(("marker", "section"), [("H1a", "H1"), ("H2a", "H2")])
def test_h1a_and_h2a_follow_their_section(marker: str, section: str) -> None:
    assert level_of(marker, [line(0, section)]) == (2, f"1 line in {section}; say yourself how specific")
    none = level_of(marker, [need(0)], none=frozenset({section}))
    assert none == (1, f"{section} says that there is none, and not that anybody looked: level 1")
    checked = level_of(marker, [need(0)], checked=frozenset({section}))
    assert checked == (3, f"{section} says that there is none, and that somebody looked: level 3")
    assert level_of(marker, [need(0)], blank=frozenset({section})) == (0, f"{section} holds nothing: level 0")
    assert level_of(marker, [need(0)]) is None


def test_nothing_is_suggested_of_an_empty_thread() -> None:
    assert suggested_levels(Thread(()), {}, year_group=11, explicit_none=frozenset({"C"})) == ()


ORDER = [
    "W4",
    "W5",
    "C1",
    "D1",
    "E1",
    "E2",
    "E4",
    "E6",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "G1",
    "H1a",
    "H2a",
]


@given(st.integers(0, 3), st.booleans(), st.sampled_from([None, 5, 9]))
def test_levels_are_0_to_3_each_marker_once_in_the_forms_order(count: int, joined: bool, year: int | None) -> None:
    items, links = whole(count)
    thread = Thread(tuple(items), frozenset(Link(*pair) for pair in links) if joined else frozenset())
    found: tuple[Suggestion, ...] = suggested_levels(thread, {}, year_group=year)
    markers = [one.marker for one in found]
    assert markers == [marker for marker in ORDER if marker in markers]
    assert all(0 <= one.level <= 3 and one.arithmetic for one in found)
