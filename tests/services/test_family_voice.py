"""Family voice: kept with consent alone, counted with n, quoted only where that was agreed, erased with its plan."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from service_world import TODAY, World, faults, register_of

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.family_voice import (
    NO_CONSENT,
    How,
    VoiceGiven,
    Who,
    add_conversation,
    change_conversation,
    conversation,
    faults_of,
    of_period,
    of_round,
    remove_conversation,
)
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.pages.report import document_of
from exports.sheets.report import book_of
from scoring.family_voice import QUESTIONS, questions_of
from scoring.figures import Audience, Figure
from scoring.intervals import wilson

ON = date(2026, 10, 5)
GIVEN = VoiceGiven(
    "EHC-001", ON, How.MEETING, Who.YOUNG_PERSON, consent=True, answers={"listened": 4, "clear": 2}, note="At school."
)


def counted(workspace: Workspace, round_: str = "", audience: Audience = Audience.GROUP) -> dict[str, Figure]:
    made = report(workspace, ReportAsked("two-monthly", "2026-09..2026-10", audience, round_))
    return {one.id: one for one in made.figures if one.id.startswith("voice.")}


def test_there_are_five_plain_questions_to_a_parent_and_to_the_young_person() -> None:
    assert len(QUESTIONS.asked) == 5
    assert len(QUESTIONS.levels) == 4
    for one in QUESTIONS.asked:
        assert one.parent.endswith("?")
        assert one.young_person.endswith("?")


@pytest.mark.parametrize("text", ["", "levels = 3 3", 'levels = ["No"]'])
def test_a_list_without_questions_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        questions_of(text)


def test_a_conversation_is_kept_and_listed(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    id_ = add_conversation(workspace, GIVEN)
    held = conversation(workspace, id_)
    assert VoiceGiven.of(held) == GIVEN
    assert of_period(workspace, ON, ON) == (held,)
    assert of_period(workspace, ON + timedelta(1), TODAY) == ()
    assert faults(workspace) == []


def test_nothing_is_kept_without_consent(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    with pytest.raises(AppError) as refused:
        add_conversation(workspace, replace(GIVEN, consent=False, on=None))
    assert str(refused.value) == NO_CONSENT
    assert workspace.conn.execute("SELECT count(*) FROM family_voice").fetchone() == (0,)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"plan_ref": " "}, "plan_ref"),
        ({"on": None}, "on"),
        ({"on": TODAY + timedelta(1)}, "on"),
        ({"consent": False}, "consent"),
        ({"answers": {}, "note": ""}, "answers"),
        ({"answers": {"listened": 5}}, "answers"),
        ({"answers": {"money": 1}}, "answers"),
        ({"quote": "x" * 2001}, "quote"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(more: dict[str, object], field: str) -> None:
    assert list(faults_of(replace(GIVEN, **more), TODAY)) == [field]  # type: ignore[arg-type]  # a case names its field
    assert faults_of(GIVEN, TODAY) == {}


def test_a_plan_or_round_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    for wrong in (replace(GIVEN, plan_ref="EHC-999"), replace(GIVEN, round_id="f" * 32)):
        with pytest.raises(AppError):
            add_conversation(workspace, wrong)


def test_who_may_open_no_audits_notes_no_conversation(world: World, tmp_path: Path) -> None:
    world.add("Rae", Role.READER)
    with world.open() as workspace:
        register_of(workspace, tmp_path, 1)
    with world.open("Rae") as workspace, pytest.raises(AppError):
        add_conversation(workspace, GIVEN)


def test_a_conversation_is_changed_and_taken_away_with_its_words(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    id_ = add_conversation(workspace, GIVEN)
    said = replace(GIVEN, quote="It is about me.", quote_consent=True)
    change_conversation(workspace, id_, said)
    assert conversation(workspace, id_).may_quote
    remove_conversation(workspace, id_)
    assert of_period(workspace, ON, ON) == ()
    row = workspace.conn.execute("SELECT answers, quote, note, consent, deleted FROM family_voice").fetchone()
    assert row == (None, None, None, 0, 1)
    with pytest.raises(AppError, match="not kept any more"):
        remove_conversation(workspace, id_)
    with pytest.raises(AppError, match="not kept any more"):
        change_conversation(workspace, id_, said)
    assert faults(workspace) == []


def test_figures_count_the_upper_two_answers_of_those_asked(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 9)
    for number, level in enumerate((4, 3, 2, 1, 4, 3, 3), 1):
        answers = {"listened": level, **({"clear": 4} if number < 3 else {})}
        add_conversation(workspace, replace(GIVEN, plan_ref=f"EHC-00{number}", answers=answers))
    add_conversation(workspace, replace(GIVEN, on=date(2026, 8, 31)))
    found = counted(workspace)
    assert (found["voice.conversations"].value, found["voice.conversations"].denominator) == (7, None)
    listened, bounds = found["voice.listened"], wilson(5, 7).times(100)
    assert (listened.numerator, listened.denominator, listened.value) == (5, 7, 100 * 5 / 7)
    assert (listened.lower, listened.upper) == (bounds.lower, bounds.upper)
    assert (found["voice.clear"].numerator, found["voice.clear"].denominator) == (2, 2)
    assert (found["voice.happening"].value, found["voice.happening"].reason) == (
        None,
        "There were no conversations in which it was asked.",
    )


def test_without_a_conversation_no_question_has_a_figure(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    found = counted(workspace)
    assert found["voice.conversations"].value == 0
    assert all(found[one.figure].value is None and found[one.figure].reason for one in QUESTIONS.asked)


def test_the_public_sees_no_count_of_one_to_five_nor_what_gives_one_away(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 12)
    for number in range(1, 12):
        answers = {"listened": 4 if number > 4 else 1, **({"clear": 4} if number < 9 else {}), "happening": 3}
        add_conversation(workspace, replace(GIVEN, plan_ref=f"EHC-{number:03d}", answers=answers))
    found = counted(workspace, audience=Audience.PUBLIC)
    assert found["voice.listened"].withheld == "c"  # four said no
    assert found["voice.clear"].withheld == "c"  # eleven less eight were not asked
    assert (found["voice.happening"].numerator, found["voice.happening"].denominator) == (11, 11)
    assert 8 not in [one.denominator for one in found.values()]


def test_a_report_of_one_round_counts_its_conversations_alone(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3)
    ids = Ids(workspace.id)
    record = {"name": "Autumn", "cycle": "multi-agency", "opened_on": "2026-10-01", "due": "2026-10-30", "sealed": "0"}
    audit = {"plan_id": ids.plan("EHC-001"), "cycle": "multi-agency", "round": "Autumn", "date": "2026-10-02"}
    ops = [Op("round", ids.round("Autumn"), "record", record), Op("audit", "a" * 32, "record", audit)]
    workspace.door.write("Open a round", ops)
    of = add_conversation(workspace, replace(GIVEN, round_id=ids.round("Autumn")))
    add_conversation(workspace, replace(GIVEN, plan_ref="EHC-002"))
    assert [one.id for one in of_round(workspace, ids.round("Autumn"))] == [of]
    assert conversation(workspace, of).round == "Autumn"
    assert counted(workspace)["voice.conversations"].value == 2
    assert counted(workspace, "Autumn")["voice.conversations"].value == 1


def test_conversations_are_erased_with_their_plan(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    add_conversation(workspace, replace(GIVEN, quote="CANARY"))
    erase(workspace, (of_one_plan(workspace, "EHC-001"),), "The retention time is over.")
    assert of_period(workspace, ON, ON) == ()
    assert workspace.conn.execute("SELECT count(*) FROM op WHERE new LIKE '%CANARY%'").fetchone() == (0,)
    assert faults(workspace) == []


def test_a_quote_leaves_in_a_report_only_where_the_family_agreed_and_names_no_plan(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path, 2)
    add_conversation(workspace, replace(GIVEN, quote="It is\nabout =me.", quote_consent=True))
    add_conversation(workspace, replace(GIVEN, plan_ref="EHC-002", quote="Keep this here."))
    for kind, audience, is_told in (
        ("two-monthly", Audience.GROUP, True),
        ("you-said", Audience.BOARD, True),
        ("quarterly", Audience.PUBLIC, False),
        ("monthly", Audience.GROUP, False),
    ):
        made = report(workspace, ReportAsked(kind, "2026-10", audience))
        (content,) = contents(workspace, made)
        assert [one.words for one in content.quotes] == ["It is\nabout =me."] * is_told
        printed = repr(document_of(content)) + repr(book_of(content))
        assert ("“It is about =me.” (a young person)" in printed) is is_told
        assert "Keep this here" not in printed
