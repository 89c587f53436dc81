"""What travels to a member: the papers by neutral names, reading copies alone where they score from them, no more."""

from datetime import date
from pathlib import Path

import pytest
from member_world import plan_words
from sealed_world import Sealed, make_sealed

from audit_app.domain.canonical_json import Json, decode
from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.exchange.pack import open_with_code
from audit_app.services.copies.making import read_through
from audit_app.services.rounds.changing import seat_late
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.sending import invite
from audit_app.services.rounds.wishes import MemberWish
from audit_app.store.documents import About, keep
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_copies import COPY_ROLE
from audit_app.store.read_seats import plans_of_round
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Two plans, each with its document and one advice, named after the child."""
    sealed = make_sealed(tmp_path_factory.mktemp("papers"), plans=2)
    with sealed.chair() as workspace:
        for plan in plans_of_round(workspace.conn, sealed.round_id):
            words = plan_words(plan.plan_ref)
            for what, role in (("EHCP", About("plan")), ("OT", About("advice", "health", "OT"))):
                original = f"{plan.plan_ref} {what}: Ann Smith".encode()
                keep(workspace, plan.plan_id, f"Ann Smith {what}.DOCX", "text/plain", original, words, role)
    return sealed


@pytest.fixture
def sealed(sealed_once: Sealed, tmp_path: Path) -> Sealed:
    return sealed_once.copied(tmp_path)


def sent(workspace: Workspace, sealed: Sealed, name: str = "Sue Carr") -> tuple[list[Json], dict[str, bytes]]:
    """The plans and files of a member's invitation."""
    pack = invite(workspace, sealed.round_id, sealed.people[name])
    body = open_with_code(pack.data, pack.code).body
    return body.value["plans"], dict(body.files)


def wants_copies(workspace: Workspace, sealed: Sealed, name: str = "Sue Carr") -> None:
    """The member is to score from reading copies."""
    id_ = Ids.seat(sealed.round_id, sealed.people[name])
    row = workspace.conn.execute("SELECT new FROM op WHERE id = ? AND field = 'record'", (id_,)).fetchone()
    workspace.door.write("Wants copies", [Op("seat", id_, "record", {**decode(row[0]), "copies": 1})])


def copy_of(workspace: Workspace, plan_id: str) -> str:
    """A reading copy of the plan's document, not read through yet."""
    of = workspace.conn.execute("SELECT id FROM document WHERE plan_id = ? AND role = 'plan'", (plan_id,)).fetchone()[0]
    words = plan_words("A child")
    made = keep(
        workspace, plan_id, "Reading copy.txt", "text/plain", f"copy {plan_id}".encode(), words, About(COPY_ROLE)
    )
    workspace.door.write("Copy", [Op("document", made.id, "read_through", {"by": None, "on": None, "of": of})])
    return made.id


def test_papers_travel_whole_by_names_that_name_nobody(sealed: Sealed) -> None:
    with sealed.chair() as workspace:
        plans, files = sent(workspace, sealed)
        held = {id_ for (id_,) in workspace.conn.execute("SELECT id FROM document")}
    papers = [paper for plan in plans for paper in plan["documents"]]
    assert {paper["id"] for paper in papers} == held
    assert sorted(paper["role"] for paper in papers) == ["advice", "advice", "plan", "plan"]
    assert {paper["agency"] for paper in papers if paper["role"] == "advice"} == {"health"}
    assert not any("Ann" in str(paper) for paper in papers)
    assert all(paper["name"].startswith("EHC-") and paper["name"].endswith(".docx") for paper in papers)
    assert sum(b"Ann Smith" in data for data in files.values()) == 4  # the papers themselves are as they are


def test_who_scores_from_reading_copies_gets_nothing_else_and_nothing_before_they_are_read(sealed: Sealed) -> None:
    with sealed.chair() as workspace:
        wants_copies(workspace, sealed)
        plans = plans_of_round(workspace.conn, sealed.round_id)
        copies = [copy_of(workspace, plan.plan_id) for plan in plans]
        read_through(workspace, copies[0])
        with pytest.raises(AppError, match=f"none was read through of {plans[1].plan_ref}\\."):
            invite(workspace, sealed.round_id, sealed.people["Sue Carr"])
        read_through(workspace, copies[1])
        told, files = sent(workspace, sealed)
    papers = [paper for plan in told for paper in plan["documents"]]
    assert [paper["id"] for paper in papers] == copies
    assert {paper["role"] for paper in papers} == {"plan"}
    assert not any(b"Ann" in data for data in files.values())


def test_what_does_not_apply_by_rule_is_filled_in_and_nothing_says_what_the_register_holds(sealed: Sealed) -> None:
    with sealed.chair() as workspace:
        plans, files = sent(workspace, sealed)
    everything = f"{plans}{files}"
    assert not any(word in everything for word in ("child_protection", "child_in_need", "2015-03-01", "North"))
    assert all(
        set(plan) == {"plan_id", "plan_ref", "audit", "review", "date", "markers", "na", "documents"} for plan in plans
    )
    assert all(set(plan["na"]) <= set(plan["markers"]) for plan in plans)
    assert {plan["date"] for plan in plans} == {date(2026, 11, 22).isoformat()}


def test_a_parent_carer_gets_reading_copies_whatever_was_asked_for(sealed: Sealed) -> None:
    with sealed.chair() as workspace:
        pam = sealed.people["Pam Lind"] = add_member(workspace, "Pam Lind", Agency.PARENT_CARER)
        seat_late(workspace, sealed.round_id, MemberWish(pam, wants_copies=False), "Parents have their say.")
        with pytest.raises(AppError, match="scores from reading copies"):
            invite(workspace, sealed.round_id, pam)
