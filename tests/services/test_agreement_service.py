"""How far members of rounds agreed: the reports' own figures, what they rest on, and markers to reword."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from agreement_support import Given, Held, write_rounds
from qt_support import light_workspace

from audit_app.domain.period import parse_period
from audit_app.services.agreement.lists import agreement_list
from audit_app.services.agreement.measuring import Agreement, AgreementAsked, agreement
from audit_app.services.agreement.rewording import RULE, RewordingRule, to_reword
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.figures.agreement_units import Cell
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Heading, Paragraph, Table
from exports.pages.report import document_of
from exports.sheets.report import book_of
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience, words

CORE = read_framework(framework_text("core-42"), resolve)
DAYS = {f"R{number}": f"2026-{number + 1:02}-10" for number in range(1, 9)} | {"": "2026-10-20"}


def sided(round_: str, plans: int, marker: str, high: int, low: int) -> Iterator[Given]:
    """Education gives one level and health another, on so many plans."""
    for plan in range(1, plans + 1):
        yield Given(round_, plan, "education", {marker: high})
        yield Given(round_, plan, "health", {marker: low})


def mixed(round_: str) -> Iterator[Given]:
    """Three agencies on nine plans: E1 and W4 by all, who differ a little and by a rule; F1 by education alone."""
    for plan in range(1, 10):
        level = plan % 4
        yield Given(round_, plan, "education", {"E1": level, "W4": min(3, level + plan % 2), "F1": 2, "E2": 3})
        yield Given(round_, plan, "health", {"E1": level, "W4": level, "E2": 3 - plan % 3 // 2})
        yield Given(round_, plan, "social_care", {"E1": max(0, level - (plan == 3)), "W4": level})


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(light_workspace(tmp_path, plans=12).open()) as opened:
        yield opened


def measured(workspace: Workspace, round_: str = "", method: str = "") -> Agreement:
    found = agreement(workspace, AgreementAsked(round_, method))
    assert found is not None
    return found


def test_without_a_round_there_is_nothing_to_measure(workspace: Workspace) -> None:
    assert agreement(workspace) is None


def test_every_number_is_the_reports_own_figure(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [*mixed("R1"), *mixed("R2")])
    for round_ in ("", "R2"):
        found = measured(workspace, round_)
        made = report(workspace, ReportAsked("two-monthly", "2026-01..2026-12", round=round_))
        figures = {figure.id: (figure.value, figure.lower, figure.upper, words(figure)) for figure in made.figures}
        shown = [found.whole.exact, found.whole.within_one, found.whole.alpha, found.whole.ac2]
        shown += [one.measures.alpha for one in found.sections] + [one.measures.exact for one in found.sections]
        shown += [figure for one in found.pairs for figure in (one.exact, one.within_one, one.gap, one.kappa)]
        shown += [figure for one in found.markers for figure in (one.exact, one.within_one)]
        shown += [one.measures.ac2 for one in found.rounds] if not round_ else []
        assert len(shown) > 20
        for figure in shown:
            assert figures[figure.id] == (figure.value, figure.lower, figure.upper, words(figure)), figure.id


def test_sections_pairs_markers_and_rounds_are_what_a_person_counts(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [*mixed("R1"), *mixed("R2")])
    found = measured(workspace, "R1")
    assert [one.section for one in found.sections] == ["W", "E", "F"]
    assert [(one.first, one.second) for one in found.pairs] == [
        ("education", "health"),
        ("education", "social_care"),
        ("health", "social_care"),
    ]
    first = found.pairs[0]
    # E1 alike on 9 plans; W4 higher on the odd ones but where it is 3 already (3 and 7); E2 lower on 2, 5 and 8
    assert (first.exact.numerator, first.exact.denominator) == (9 + 6 + 6, 27)
    assert first.gap.value == pytest.approx((3 + 3) / 27)
    assert {one.marker.id for one in found.markers} == {"E1", "W4", "E2"}
    assert [one.exact.value for one in found.markers] == sorted(one.exact.value or 0 for one in found.markers)
    (e1,) = [one for one in found.markers if one.marker.id == "E1"]
    assert (e1.widest, e1.apart) == (1, 0)
    assert [(one.name, one.plans) for one in found.rounds] == [("R1", 9), ("R2", 9)]


def test_what_it_rests_on_is_counted(workspace: Workspace) -> None:

    given = [
        Given("R1", 1, "education", {"E1": 2}, source="app"),
        Given("R1", 1, "health", {"E1": 3}),
        Given("R1", 1, "social_care", {"E1": 0}, is_late=True),
        Given("R1", 1, "", {"E1": 2}, kind="consensus"),
        Given("R1", 2, "education", {"E1": 2}, source="app"),
        Given("R2", 3, "education", {"E1": 1}),
        Given("R2", 3, "health", {"E1": 1}),
    ]
    held = [Held("R1", members=(workspace.person.id, "f" * 32)), Held("R2", state="open")]
    write_rounds(workspace, DAYS, given, held)
    found = measured(workspace)
    basis = found.basis
    assert (basis.single, basis.several, basis.rounds, basis.late, basis.sealed) == (1, 1, 1, 1, 1)
    assert basis.blind == (("open", 2), ("import", 1))
    assert basis.absent == (("", 1),), "one member of R1 gave nothing and has no agency on record"
    assert (found.whole.exact.numerator, found.whole.exact.denominator) == (0, 1), "the late score is left out"
    assert [one.name for one in found.rounds] == ["R1"], "R2 is sealed"


def test_blind_by_encryption_is_what_nobody_could_open_alone(workspace: Workspace) -> None:
    """A round without a keyholder has boxes too, but its chair could open them."""
    given = [Given(round_, 1, "health", {"E1": 2}, source="app", is_opened=True) for round_ in ("R1", "R2")]
    write_rounds(workspace, DAYS, given, [Held("R1"), Held("R2", is_sealed=False)])
    assert measured(workspace).basis.blind == (("encrypted", 1), ("open", 1))


def test_sheets_and_the_table_are_measured_apart(workspace: Workspace) -> None:
    given = [Given("R1", 1, agency, {"E1": 2}) for agency in ("education", "health")]
    given += [Given("R1", 2, one, {"E1": level}, source="sheet") for one, level in (("education", 2), ("health", 0))]
    write_rounds(workspace, DAYS, given)
    packs, sheets = measured(workspace), measured(workspace, method="sheet")
    assert packs.methods == ("", "sheet")
    assert (packs.whole.exact.numerator, packs.whole.exact.denominator) == (1, 1)
    assert (sheets.whole.exact.numerator, sheets.whole.exact.denominator) == (0, 1)
    assert sheets.whole.exact.id == "agreement.exact@method=sheet"
    assert sheets.pairs[0].exact.id == "agreement.exact@method=sheet@pair=education-health"
    assert measured(workspace, method="table").asked.method == "", "nobody scored round a table"


def test_a_round_that_was_scored_on_sheets_alone_is_measured_by_them(workspace: Workspace) -> None:
    on_sheets = [Given("R1", 1, one, {"E1": 2}, source="sheet") for one in ("education", "health")]
    write_rounds(workspace, DAYS, [*on_sheets, *mixed("R2")])
    assert measured(workspace, "R1").asked.method == "sheet"
    assert measured(workspace, "R1").is_compared
    assert measured(workspace, "R2").asked.method == ""


def test_a_round_that_one_person_scored_has_nothing_to_compare(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [Given("R1", 1, "education", {"E1": 2}), *mixed("R2")])
    found = measured(workspace, "R1")
    assert not found.is_compared
    assert (found.basis.single, found.basis.several) == (1, 0)
    assert found.whole.alpha.value is None
    assert "nothing to compare" in found.whole.alpha.reason


def cells(given: Iterator[Given]) -> list[Cell]:
    return [
        Cell(f"p{one.plan}", f"{one.round} {one.plan}", one.round, DAYS[one.round], marker, one.agency,
             tuple(int(level == score) for level in range(4)))
        for one in given
        for marker, score in one.scores.items()
    ]  # fmt: skip


def in_rounds(rounds: str, plans: int, high: int, low: int) -> list[Cell]:
    return [cell for number in rounds.split() for cell in cells(sided(f"R{number}", plans, "E1", high, low))]


@pytest.mark.parametrize(
    ("found", "listed"),
    [
        (in_rounds("1 2", 8, 3, 2), True),
        (in_rounds("1 2", 7, 3, 2), False),
        (in_rounds("1", 12, 3, 2), False),
        (in_rounds("1 2", 8, 3, 3), False),
        (in_rounds("1 2", 8, 3, 1), True),
        ([*in_rounds("1 2", 8, 3, 2), *in_rounds("3 4 5 6 7", 8, 2, 2)], False),
        ([*in_rounds("1 3", 8, 3, 2), *in_rounds("2 4 5 6", 8, 2, 2)], True),
    ],
    ids=["low twice", "14 units", "one round", "agreed", "two apart", "long ago", "within a year"],
)
def test_a_marker_is_listed_where_it_was_low_in_two_of_the_latest_six_rounds(found: list[Cell], listed: bool) -> None:
    assert [one.marker.id for one in to_reword(found, CORE)] == (["E1"] if listed else [])


def test_a_listed_marker_says_between_whom_it_lies_and_which_way() -> None:
    (one,) = to_reword([*in_rounds("1 2", 8, 1, 3), *in_rounds("3", 8, 2, 2)], CORE)
    assert one.marker.question == CORE.marker("E1").question
    assert (one.low, one.of_rounds, one.exact, one.within_one, one.units) == (("R1", "R2"), 3, 0.0, 0.0, 16)
    (lean,) = one.leans
    assert (lean.first, lean.second, lean.gap, lean.same, lean.units) == ("health", "education", 2.0, 0.0, 16)


def test_the_rule_says_its_own_numbers() -> None:
    other = RewordingRule(within_one=70, exact=40, rounds=3, of_latest=5, units=9)
    for number in ("70 %", "40 %", "3 or more", "latest 5", "at least 9"):
        assert number in other.words
    assert to_reword(in_rounds("1 2", 8, 3, 2), CORE, other) == ()


def test_the_list_holds_every_measure_and_names_no_reviewer(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [*mixed("R1"), *mixed("R2")])
    found = measured(workspace)
    made = agreement_list(workspace, found)
    kinds = [row[0] for row in made.rows]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "whole": 4, "section": 12, "pair": 12, "marker": 6, "round": 8,
    }  # fmt: skip
    values = {(row[0], row[1], row[2]): row[3] for row in made.rows}
    assert values["pair", "Education and health", "How much higher the first of two agencies scores, on average"] == (
        found.pairs[0].gap.value
    )
    assert "9 plans were scored by two or more members in 2 rounds" in " ".join(made.lines)


def told(workspace: Workspace, period: str, audience: Audience = Audience.GROUP, kind: str = "two-monthly") -> Content:
    return contents(workspace, report(workspace, ReportAsked(kind, period, audience)))[0]


def test_a_two_monthly_report_tells_counts_first_and_every_part(workspace: Workspace) -> None:
    apart = [one for round_ in ("R1", "R2") for one in sided(round_, 9, "A1", 3, 1)]
    write_rounds(workspace, DAYS, [*mixed("R1"), *mixed("R2"), *apart])
    content = told(workspace, "2026-02..2026-03")
    blocks = document_of(content).blocks
    start = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text.startswith("How far"))
    section = blocks[start : start + 22]
    headings = [one.text for one in section if isinstance(one, Heading)]
    assert headings[:5] == [
        "How far the group agreed", "By section", "By pair of agencies", "Round by round", "Markers to reword",
    ]  # fmt: skip
    said = [one.text for one in section if isinstance(one, Paragraph)]
    assert said[0] == "9 plans were scored by two or more members in 2 rounds, none by one alone."
    assert any("imported, how blind is not recorded" in one for one in said)
    tables = [one for one in section if isinstance(one, Table)]
    whole = {str(row[0]): str(row[1]) for row in tables[0].rows}
    alpha = content.figure("agreement.alpha_ordinal")
    assert alpha is not None
    assert whole["Krippendorff's alpha, ordinal"] == words(alpha).replace("95 % interval ", "")
    assert any("A1" in str(row[0]) and "Education 2.0 levels above health" in str(row[-1]) for row in tables[-1].rows)
    assert RULE.words in said
    sheets = {sheet.name: sheet for sheet in book_of(content).sheets}
    assert {row[0] for row in sheets["Agreement"].grid.rows} == {"whole", "section", "pair", "marker", "round"}
    assert sheets["Markers to reword"].grid.rows[0][0] == "A1"


def test_markers_to_reword_look_back_before_the_period_and_not_beyond_it(workspace: Workspace) -> None:
    given = [one for number in (1, 2, 5) for one in sided(f"R{number}", 9, "A1", 3, 1)]
    write_rounds(workspace, DAYS, given)
    rounds = {}
    for period in ("2026-02", "2026-03", "2026-06"):
        found = told(workspace, period).agreement
        assert found is not None
        rounds[period] = [one.rounds for one in found.rewording]
    assert rounds == {"2026-02": [], "2026-03": [("R1", "R2")], "2026-06": [("R1", "R2", "R5")]}


def test_the_board_is_told_of_agencies_and_the_public_and_other_reports_nothing(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [*mixed("R1"), Given("R1", 10, "health", {"E1": 1}, reviewer="Petra Quill")])
    board = told(workspace, "2026-02", Audience.BOARD)
    assert board.agreement is not None
    assert "Petra" not in repr(board)
    assert told(workspace, "2026-02", Audience.PUBLIC).agreement is None
    assert told(workspace, "2026-02", kind="quarterly").agreement is None
    assert told(workspace, "2026-05").agreement is None, "no round lies in it"


def test_a_report_of_a_round_that_one_person_scored_says_that_there_is_nothing_to_compare(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [Given("R1", 1, "education", {"E1": 2})])
    blocks = document_of(told(workspace, "2026-02")).blocks
    said = [one.text for one in blocks if isinstance(one, Paragraph)]
    assert "No plan was scored by two or more members; 1 plan by one alone." in said
    assert any(one.startswith("Nothing to compare in this period") for one in said)


def test_a_period_bounds_what_is_measured(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [*mixed("R1"), *mixed("R2")])
    found = agreement(workspace, AgreementAsked(period=parse_period("2026-03")))
    assert found is not None
    assert [one.name for one in found.rounds] == ["R2"]
    assert found.basis.several == 9


def test_a_framework_with_sections_that_no_plan_has_is_measured_too(workspace: Workspace) -> None:
    given = [Given("R1", plan, one, {"AD1": 2, "AD2": plan % 2}) for plan in (1, 2) for one in ("education", "health")]
    write_rounds(workspace, DAYS, given, key="advice-8/1")
    found = measured(workspace)
    assert [(one.section, one.measures.exact.value) for one in found.sections] == [("AD", 100.0)]
    content = told(workspace, "2026-02")
    assert any(row[0].startswith("AD · ") for one in document_of(content).blocks if isinstance(one, Table)
               for row in one.rows if isinstance(row[0], str))  # fmt: skip
    assert book_of(content).sheets
