"""Causes in reports: what a person counts by hand, whose advice it was, and what a board may see of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import plan_row, write_rows

from audit_app.domain.people import Agency
from audit_app.services.answering import set_section_state
from audit_app.services.auditing import Evidence, give, open_audit, submit
from audit_app.services.register.importing import import_register
from audit_app.services.reports.causes import Finding, Findings
from audit_app.services.reports.causes_told import causes_told
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.thread import items, saying, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.read_thread import held_thread
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Table
from exports.pages.causes import MOST_FINDINGS, causes
from exports.pages.report import document_of
from exports.sheets.report import book_of
from forms.model import Cause, EvidenceKind
from scoring.figures import Audience
from scoring.thread.model import ItemRole

QUOTE = Evidence(EvidenceKind.QUOTATION, text="regular access to support", where="F")
OT = "Occupational therapy"


def audited(workspace: Workspace, plan: str, *, low: str = "", service: str = "", confirm: bool = True) -> None:
    """One weekly audit: `low` is a marker at 1 through drafting; the line in F is vague through this health service."""
    opened = open_audit(workspace, plan_ref=plan, cycle="weekly", on=date(2026, 11, 18))
    review = opened.review_id
    items.accept(
        Desk(workspace, review), [NewItem(ItemRole.PROVISION, "F", f"Therapy as required, {plan}", source="F")]
    )
    (line,) = (held.item.id for held in held_thread(workspace.conn, review).items)
    if service:
        saying.set_cause(Desk(workspace, review), line, Cause.ADVICE, Agency.HEALTH, service)
    if confirm:
        whole.confirm(Desk(workspace, review))
    for marker in opened.framework.markers:
        if marker.id not in opened.not_applicable:
            give(workspace, review, marker.id, score=1 if marker.id == low else 2)
    if low:
        give(workspace, review, low, evidence=QUOTE, cause=Cause.DRAFTING)
    if plan == "EHC-001":
        set_section_state(workspace, review, "C", "unchecked_none")
    submit(workspace, review)


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Four plans: two through drafting, three through the advice of two services; one of these is not confirmed."""
    rows = [plan_row(n, casework_team="North" if n < 3 else "South") for n in range(1, 5)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    audited(workspace, "EHC-001", low="F2", service=OT)
    audited(workspace, "EHC-002", low="F1")
    audited(workspace, "EHC-003", service=OT.upper())
    audited(workspace, "EHC-004", service="Physiotherapy", confirm=False)
    return workspace


def told(workspace: Workspace, kind: str = "weekly", audience: Audience = Audience.GROUP) -> tuple[Content, ...]:
    return contents(workspace, report(workspace, ReportAsked(kind, "2026-11", audience)))


def test_findings_are_counted_by_cause_and_by_whose_advice_it_was(filled: Workspace) -> None:
    (content,) = told(filled)
    made = content.causes
    assert made is not None
    assert made.causes is not None
    assert made.advice is not None
    assert [(one.cause, one.findings, one.plan_count, one.plans) for one in made.causes] == [
        ("Advice", 2, 2, ("EHC-001", "EHC-003")),
        ("Drafting", 2, 2, ("EHC-001", "EHC-002")),
    ]
    assert [(one.agency, one.service.casefold(), one.findings, one.plan_count, one.plans) for one in made.advice] == [
        ("Health", OT.casefold(), 2, 2, ("EHC-001", "EHC-003"))
    ]
    assert (made.audited, made.threads) == (4, 3)
    assert [(one.plan_ref, one.place, one.words) for one in made.findings] == [
        ("EHC-001", "Marker F2", "regular access to support"),
        ("EHC-001", "Provision in section F", "Therapy as required, EHC-001"),
        ("EHC-002", "Marker F1", "regular access to support"),
        ("EHC-003", "Provision in section F", "Therapy as required, EHC-003"),
    ]


def test_the_group_reads_causes_and_quoted_words_in_pages_and_sheets(filled: Workspace) -> None:
    (content,) = told(filled)
    text = "\n".join(str(block) for block in document_of(content).blocks)
    for words in ("Where the advice was vague, by agency and service", "Therapy as required, EHC-001"):
        assert words in text
    sheets = {sheet.name: sheet.grid.rows for sheet in book_of(content).sheets}
    assert sheets["Causes"][0] == ("cause", "Advice", "", "", 2, 2, "EHC-001, EHC-003")
    assert [row[0] for row in sheets["Causes"]] == ["cause", "cause", "whose advice"]
    assert sheets["Findings"][1] == (
        *("EHC-001", "Advice", "Health", OT, "Provision in section F", "Therapy as required, EHC-001"),
    )


def test_a_team_reads_the_causes_of_its_own_plans(filled: Workspace) -> None:
    made = {content.team: content.causes for content in told(filled, "team")}
    north, south = made["North"], made["South"]
    assert north is not None
    assert south is not None
    assert north.causes is not None
    assert [(one.cause, one.findings) for one in north.causes] == [("Drafting", 2), ("Advice", 1)]
    assert {one.plan_ref for one in south.findings} == {"EHC-003"}
    assert [content.causes for content in told(filled, "team", Audience.BOARD) if content.team] == [None] * len(made)


def test_the_board_reads_no_plan_no_words_and_no_small_group_and_the_public_nothing(filled: Workspace) -> None:
    (board,) = told(filled, audience=Audience.BOARD)
    assert board.causes is not None
    assert (board.causes.causes, board.causes.advice, board.causes.findings) == (None, None, ())
    text = "\n".join(str(block) for block in document_of(board).blocks) + str(book_of(board))
    assert "EHC-0" not in text
    assert "Therapy as required" not in text
    assert "Over half of this table would be withheld" in text
    (public,) = told(filled, audience=Audience.PUBLIC)
    assert public.causes is None


def found(cause: str, plans: int, service: str = "", first: int = 0) -> list[Finding]:
    return [
        Finding(no, f"P{no}", "", cause, "health" if service else "", service, "Marker F2", "words")
        for no in range(first, first + plans)
    ]


def test_a_board_cannot_work_out_a_small_cause_from_the_others() -> None:
    every = [*found("drafting", 9), *found("advice", 8, OT), *found("review", 7), *found("decision", 2)]
    made = causes_told(Findings(tuple(every), 12, 8), Audience.BOARD)
    assert made is not None
    assert made.causes is not None
    assert [(one.cause, one.findings, one.plan_count, one.plans) for one in made.causes] == [
        ("Drafting", 9, 9, ()),
        ("Advice", 8, 8, ()),
        ("Decision", None, None, ()),  # the two in no order of size
        ("Review: the plan was not amended", None, None, ()),
    ]
    assert made.advice is not None
    assert [(one.agency, one.findings) for one in made.advice] == [("Health", 8)]


def test_two_causes_with_one_finding_each_are_not_told_by_what_is_left() -> None:
    """Findings add up to the markers that fell short: two that are left would be one of each."""
    every = [*found("drafting", 9), *found("advice", 8, OT), *found("decision", 1), *found("review", 1)]
    made = causes_told(Findings(tuple(every), 12, 0), Audience.BOARD)
    assert made is not None
    assert made.causes is None, "three of four would be withheld"
    more = [*every, *found("commissioning", 7), *found("", 7)]
    made = causes_told(Findings(tuple(more), 12, 0), Audience.BOARD)
    assert made is not None
    assert made.causes is not None
    assert sum(one.findings is None for one in made.causes) == 3


def test_services_do_not_tell_what_is_withheld_of_advice() -> None:
    every = [*found("drafting", 9), *found("review", 8), *found("advice", 7, OT), *found("decision", 2)]
    made = causes_told(Findings(tuple(every), 12, 7), Audience.BOARD)
    assert made is not None
    assert made.advice is None


def test_what_can_be_taken_to_a_service_stands_before_what_cannot(workspace: Workspace) -> None:
    (told_whole,) = told(workspace)
    every = (*found("advice", 31), *found("advice", 1, OT, 40), *found("drafting", 1))
    told_here = causes_told(Findings(every, 41, 41), Audience.GROUP)
    blocks = [one for one in causes(replace(told_whole, causes=told_here)) if isinstance(one, Table)]
    assert [row[:2] for row in blocks[-1].rows[:2]] == [("P40", f"Health, {OT}"), ("P0", "Agency not said")]
    assert len(blocks[-1].rows) == MOST_FINDINGS
    assert any("2 more stand in the workbook" in str(one) for one in causes(replace(told_whole, causes=told_here)))


CAUSE = st.sampled_from(["advice", "drafting", "review", "decision", "commissioning", "", "no time"])


@given(st.lists(st.tuples(CAUSE, st.integers(0, 12), st.sampled_from(["", OT, "Speech"])), min_size=1, max_size=60))
def test_causes_add_up_to_all_findings_and_services_to_those_of_advice(drawn: list[tuple[str, int, str]]) -> None:
    every = tuple(one for cause, first, service in drawn for one in found(cause, 1, service, first))
    made = causes_told(Findings(every, 13, 13), Audience.GROUP)
    assert made is not None
    assert sum(one.findings or 0 for one in made.causes or ()) == len(every) == len(made.findings)
    assert sum(one.findings or 0 for one in made.advice or ()) == sum(cause == "advice" for cause, _, _ in drawn)
    board = causes_told(Findings(every, 13, 13), Audience.BOARD)
    assert board is not None
    lines = [*(board.causes or ()), *(board.advice or ())]
    assert all(one.plan_count is None or one.plan_count >= 6 for one in lines)
    assert sum(one.findings is None for one in board.causes or ()) != 1 or len(board.causes or ()) == 1


def test_plans_say_what_their_sections_c_and_d_hold(filled: Workspace) -> None:
    (content,) = told(filled)
    care = {plan.plan_ref: plan.care for plan in content.plans}
    assert care["EHC-001"] == (("C", "none, not checked"), ("D", "not recorded; D1 at 2"))
    assert care["EHC-002"] == (("C", "not recorded; C1 at 2"), ("D", "not recorded; D1 at 2"))
    plans = next(sheet for sheet in book_of(content).sheets if sheet.name == "Plans")
    assert [field.title for field in plans.grid.fields[-2:]] == ["Section C", "Section D"]
    assert plans.grid.rows[0][-2:] == ("none, not checked", "not recorded; D1 at 2")
    text = "\n".join(str(block) for block in document_of(content).blocks)
    assert "Section C: none, not checked. Section D: not recorded; D1 at 2." in text
