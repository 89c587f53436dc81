"""A plan's document goes in, its board comes out: sections, proposals, flags, suggestions, and what is confirmed."""

import json
from datetime import date
from pathlib import Path

import pytest
from plan_document import NO_CARE, TITLE, UP_TO_THE_TABLE, write_docx
from plan_document import SHORT as ROWS
from service_world import faults, plan_row, write_rows

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.services.auditing import Evidence, give, open_audit, submit
from audit_app.services.plan_documents import import_plan
from audit_app.services.register.importing import import_register
from audit_app.services.reports.recurring import recurring
from audit_app.services.thread import items, links, saying, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.services.thread.page import ThreadPage, thread_page
from audit_app.store.figures.asked import Asked
from audit_app.store.workspace import Workspace
from forms.model import EvidenceKind
from scoring.plan.items import Proposal
from scoring.plan.text import Place
from scoring.thread.breaks import BreakKind
from scoring.thread.levels import Suggestion
from scoring.thread.model import ItemRole, Link


def plan_file(folder: Path) -> Path:
    """A short plan on the national template's lines."""
    return write_docx(folder / "Ari's plan.docx", TITLE, *UP_TO_THE_TABLE, ROWS, *NO_CARE)


@pytest.fixture
def review(workspace: Workspace, tmp_path: Path) -> str:
    import_register(workspace, write_rows(tmp_path / "r.csv", [plan_row(1, year_group=9)]))
    return open_audit(workspace, plan_ref="EHC-001", cycle="weekly", on=date(2026, 11, 23)).review_id


@pytest.fixture
def page(workspace: Workspace, review: str, tmp_path: Path) -> ThreadPage:
    import_plan(workspace, "EHC-001", plan_file(tmp_path))
    return thread_page(workspace, review)


def new(proposal: Proposal) -> NewItem:
    return NewItem(proposal.role, proposal.section, proposal.words, proposal.places, proposal.id, proposal.area)


def accept_all(workspace: Workspace, page: ThreadPage) -> ThreadPage:
    review = page.found.review.id
    items.accept(Desk(workspace, review), [new(one) for one in page.proposals])
    return thread_page(workspace, review)


def test_without_a_document_the_board_is_empty_and_says_nothing(workspace: Workspace, review: str) -> None:
    page = thread_page(workspace, review)
    assert (page.document, page.text, page.proposals, page.items) == (None, None, (), ())
    assert (page.flags, page.levels, page.care_states) == ((), {}, {})


def test_the_rows_of_the_plan_are_proposed_with_their_words(page: ThreadPage) -> None:
    found = [(one.role.value, one.section) for one in page.proposals]
    assert found.count(("need", "B")) == found.count(("outcome", "E")) == found.count(("provision", "F")) == 2
    assert ("aspiration", "A") in found
    assert len(found) == 7
    words = {one.words for one in page.proposals}
    assert {said for row in ROWS for said in row} <= words


def test_sections_without_needs_are_told_apart_by_whether_somebody_looked(page: ThreadPage) -> None:
    assert page.care_states == {"C": "checked_none", "D": "unchecked_none"}
    assert page.sections is not None
    assert page.sections.missing == ("G", "H1", "H2", "I", "J", "K")


def test_what_was_accepted_is_proposed_no_more_and_rows_suggest_links(workspace: Workspace, page: ThreadPage) -> None:
    after = accept_all(workspace, page)
    assert after.proposals == ()
    by_row = [one for one in after.suggested_links if one.origin == "row"]
    assert len(by_row) == 4
    assert {one.why for one in by_row} == {"They stand in the same row of the plan's table."}
    assert not after.thread.links


def test_of_a_newer_document_only_what_is_new_is_proposed(
    workspace: Workspace, page: ThreadPage, tmp_path: Path
) -> None:
    from docx import Document

    before = accept_all(workspace, page)
    newer = Document(str(plan_file(tmp_path)))
    newer.paragraphs[0].insert_paragraph_before("Amended on 3 November 2026")
    newer.paragraphs[2].insert_paragraph_before("Ari likes maps.")
    newer.tables[0].rows[2].cells[0].text = "Ari finds loud rooms hard."
    newer.save(str(tmp_path / "newer.docx"))
    import_plan(workspace, "EHC-001", tmp_path / "newer.docx")
    after = thread_page(workspace, before.found.review.id)
    assert after.document is not None
    assert after.document.name == "newer.docx"
    assert [one.words for one in after.proposals] == ["Ari finds loud rooms hard."]


def test_a_suggested_level_carries_its_arithmetic_and_counts_only_what_was_confirmed(
    workspace: Workspace, page: ThreadPage
) -> None:
    after = accept_all(workspace, page)
    assert "F3" not in after.levels
    for held in after.items:
        if held.item.role is ItemRole.PROVISION:
            found = after.elements[held.item.id]
            gives = {name: found.gives(name) for name in ("what", "who", "often", "long")}
            saying.check_line(Desk(workspace, after.found.review.id), held.item.id, gives, found.countable)
    level = thread_page(workspace, after.found.review.id).levels["F3"]
    assert (level.level, level.arithmetic) == (1, "1 of 2 lines give frequency and duration: 50 %, level 1")


def test_links_mend_breaks_and_a_whole_thread_is_complete(workspace: Workspace, page: ThreadPage) -> None:
    after = accept_all(workspace, page)
    review = after.found.review.id
    assert after.is_complete is False
    links.link(Desk(workspace, review), {one.link: one.origin for one in after.suggested_links if one.origin == "row"})
    assert thread_page(workspace, review).is_complete is True
    whole.confirm(Desk(workspace, review))
    assert thread_page(workspace, review).held.is_confirmed
    assert faults(workspace) == []


def test_flags_stand_in_their_block_and_a_dismissal_is_remembered(workspace: Workspace, page: ThreadPage) -> None:
    review = page.found.review.id
    texts = [(one.flag.text, one.section) for one in page.flags]
    assert texts == [("Access to", "F"), ("as required", "F")]
    whole.dismiss_flag(Desk(workspace, review), page.flags[0].flag.id, "named in the next line")
    again = thread_page(workspace, review).flags
    assert [one.dismissed for one in again] == ["named in the next line", ""]


def test_text_sent_to_another_section_is_read_there(workspace: Workspace, page: ThreadPage) -> None:
    review = page.found.review.id
    assert page.sections is not None
    (none,) = (one.block for one in page.sections.in_section("D") if not one.is_label)
    whole.send(Desk(workspace, review), [none], "C")
    after = thread_page(workspace, review)
    assert after.sections is not None
    assert after.sections.by_block[none].section == "C"
    assert after.care_states["D"] == "blank"


def test_a_file_that_is_no_plan_leaves_nothing(workspace: Workspace, review: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(AppError, match="damaged"):
        import_plan(workspace, "EHC-001", path)
    assert thread_page(workspace, review).documents == ()


def test_links_of_the_board_are_between_items_that_are_there(workspace: Workspace, page: ThreadPage) -> None:
    after = accept_all(workspace, page)
    review = after.found.review.id
    need, outcome = (after.thread.of(role)[0].id for role in (ItemRole.NEED, ItemRole.OUTCOME))
    links.link(Desk(workspace, review), {Link(need, outcome): "words"})
    items.remove(Desk(workspace, review), [outcome])
    assert thread_page(workspace, review).thread.links == frozenset()


def test_taking_a_suggested_level_scores_it_and_records_its_arithmetic(workspace: Workspace, page: ThreadPage) -> None:
    review = page.found.review.id
    suggestion = Suggestion("F3", 1, "1 of 2 lines give frequency and duration: 50 %, level 1")
    give(workspace, review, "F3", score=suggestion.level, taken=suggestion)
    score, taken = workspace.conn.execute("SELECT score, taken FROM score WHERE marker = 'F3'").fetchone()
    assert score == "1"
    assert json.loads(taken) == {"level": 1, "arithmetic": suggestion.arithmetic}


def test_words_chosen_in_the_plan_keep_their_address_as_evidence(workspace: Workspace, page: ThreadPage) -> None:
    assert page.document is not None
    place = Place("b6", 0, 9)
    quoted = Evidence(EvidenceKind.QUOTATION, text="Access to", where="F", document=page.document.id, at=place)
    give(workspace, page.found.review.id, "F2", evidence=quoted)
    held = json.loads(workspace.conn.execute("SELECT evidence FROM score WHERE marker = 'F2'").fetchone()[0])
    assert held["at"] == {"document": page.document.id, "block": "b6", "start": 0, "end": 9}


def test_what_recurs_across_plans_names_the_plans_behind_it(workspace: Workspace, page: ThreadPage) -> None:
    after = accept_all(workspace, page)
    review = after.found.review.id
    whole.confirm(Desk(workspace, review))
    whole.dismiss_flag(Desk(workspace, review), after.flags[0].flag.id, "named in the next line")
    for marker in after.found.framework.markers:
        give(workspace, review, marker.id, score=2)
    submit(workspace, review)
    asked = Asked(parse_period("2026-11"), Cycle.WEEKLY, date(2026, 11, 30))
    found = recurring(workspace, asked, after.found.framework.key)
    assert (found.threads, found.texts, found.unread) == (1, 1, ())
    assert [(one.phrase, one.kind, one.times, one.plans) for one in found.phrases] == [
        ("as required", "Conditional", 1, ("EHC-001",))
    ]
    needs = next(one for one in found.breaks if one.kind is BreakKind.NEED_WITHOUT_OUTCOME)
    assert (needs.section, needs.items, needs.plans, needs.reviews) == ("B", 2, ("EHC-001",), (review,))


def test_a_submitted_review_goes_on_reading_the_plan_that_it_judged(
    workspace: Workspace, page: ThreadPage, tmp_path: Path
) -> None:
    from docx import Document

    review = page.found.review.id
    for marker in page.found.framework.markers:
        give(workspace, review, marker.id, score=2)
    submit(workspace, review)
    newer = Document(str(plan_file(tmp_path)))
    newer.tables[0].rows[1].cells[1].text = "Access to phonics as needed."
    newer.save(str(tmp_path / "newer.docx"))
    import_plan(workspace, "EHC-001", tmp_path / "newer.docx")
    assert thread_page(workspace, review).document == page.document
    asked = Asked(parse_period("2026-11"), Cycle.WEEKLY, date(2026, 11, 30))
    assert {one.phrase for one in recurring(workspace, asked, page.found.framework.key).phrases} == {
        "access to",
        "as required",
    }
    later = open_audit(workspace, plan_ref="EHC-001", cycle="weekly", on=date(2026, 12, 1)).review_id
    read = thread_page(workspace, later).document
    assert read is not None
    assert read.name == "newer.docx"
