"""Agenda and minutes as PDF and Word: tagged, whole with nothing and with very much, the same bytes every time."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from logo_support import look_in
from pdf_reading import read
from pdfua import validate

from exports.meeting import AgencyLearning, DecisionTold, DueAction, LearningTold, MeetingTold
from exports.meeting_files import MEETING_FORMATS, PAPERS, paper_bytes, write_meeting
from scoring.figures import Audience

ON = date(2026, 12, 9)
DUE = DueAction(
    *("health", "Write section G with the therapists", "Clinical officer"),
    *(date(2026, 11, 30), "9 days overdue", "Amber, progressing"),
    is_overdue=True,
    is_asked=False,
)
DECISION = DecisionTold(ON, "Chase health advice weekly", "Clinical officer", date(2027, 1, 15), "no action yet")
NOTHING = MeetingTold(
    organisation="Ashford",
    body="EHC plan task group",
    chair="",
    audience=Audience.GROUP,
    on=ON,
    planned=ON,
    cancelled="",
    data_date=date(2026, 12, 1),
    data_head="ab" * 32,
    actions=(),
    later_actions=0,
    learning=None,
    learning_withheld="",
    needs=(),
    earlier=(),
    roles=(),
    attendance=(),
    challenge=(),
    minutes="",
    communicated_on=None,
    decisions=(),
    next_on=None,
)
USUAL = replace(
    NOTHING,
    chair="SEN improvement manager",
    planned=date(2026, 12, 2),
    actions=(DUE, replace(DUE, agency="education", is_asked=True, is_overdue=False)),
    later_actions=4,
    learning=LearningTold("2026-10", date(2026, 11, 20), "3 Good", (AgencyLearning("Health", ("C1 Stated?",), ()),)),
    needs=(("actions due", "ready", "2 open"),),
    earlier=(DECISION,),
    attendance=(("Health lead", True), ("Parent carer forum", False)),
    challenge=("Why is advice late?",),
    minutes="See the shared folder.",
    communicated_on=date(2026, 12, 11),
    decisions=(replace(DECISION, became="action: due in 3 days"),),
    next_on=date(2027, 1, 20),
)
LONG = "needs, outcomes and provision that follow from one another " * 12
FULL = replace(
    USUAL,
    body="The Partnership Board of Ashford and Cranbrook for children, young people and families " * 2,
    actions=(replace(DUE, what=LONG, owner=LONG[:120]),) * 300,
    challenge=(LONG,) * 40,
    attendance=((LONG[:100], True),) * 100,
    decisions=(replace(DECISION, words=LONG),) * 30,
)


HOSTILE = ("", "=1+1", "a\x00b", "\u202eturned", "\ud800", "<b>&amp;</b>", "x" * 5_000, "line\nline", "\U0001f600")


def words(told: MeetingTold, paper: str) -> str:
    return read(paper_bytes(told, paper, "pdf")).tree.words()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("told", [NOTHING, USUAL, FULL], ids=["nothing", "usual", "full"])
def test_the_independent_checker_finds_nothing(told: MeetingTold, paper: str, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper_bytes(told, paper, "pdf"))
    assert [finding.message for finding in validate(str(tmp_path / "paper.pdf")).findings] == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("ending", MEETING_FORMATS)
def test_the_same_meeting_gives_the_same_bytes(paper: str, ending: str) -> None:
    assert paper_bytes(USUAL, paper, ending) == paper_bytes(USUAL, paper, ending)


@pytest.mark.parametrize("paper", PAPERS)
def test_hostile_words_make_papers_all_the_same(paper: str) -> None:
    for text in HOSTILE:
        told = replace(
            USUAL, body=text or "Board", chair=text, minutes=text, challenge=(text,), actions=(replace(DUE, what=text),)
        )
        for ending in MEETING_FORMATS:
            assert paper_bytes(told, paper, ending)


def test_the_agenda_tells_what_is_due_learned_and_to_be_decided() -> None:
    said = words(USUAL, "agenda")
    for part in (
        "Agenda: EHC plan task group",
        "9 days overdue",
        "Chase health advice weekly",
        "C1 Stated?",
        "20 January",
    ):
        assert part in said, part


def test_the_minutes_tell_who_was_there_what_was_asked_and_what_became_of_it() -> None:
    said = words(USUAL, "minutes")
    for part in ("Parent carer forum", "Why is advice late?", "action: due in 3 days", "See the shared folder."):
        assert part in said, part


def test_the_readers_stand_on_every_page() -> None:
    reading = read(paper_bytes(replace(FULL, audience=Audience.BOARD), "agenda", "pdf"))
    assert len(reading.pages) > 3
    assert all("for the board" in head for head in reading.heads()[1:])


def test_word_has_the_headings_and_the_tables_to_write_in() -> None:
    made = docx.Document(io.BytesIO(paper_bytes(NOTHING, "minutes", "docx")))
    headings = [one.text for one in made.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings[:3] == ["1. Who was there", "2. Challenge", "3. Decisions"]
    assert [len(table.rows) for table in made.tables][-2] == 7  # six decisions to write in, under their heading row


def test_very_many_actions_of_an_agency_are_counted_and_not_all_listed() -> None:
    said = words(replace(USUAL, actions=(DUE,) * 300), "agenda")
    assert said.count("9 days overdue") == 40
    assert "260 more of Health" in said
    assert "300 actions due by this meeting" in said


def test_a_cancelled_meeting_says_so_on_both_papers() -> None:
    for paper in PAPERS:
        assert "not quorate" in words(replace(USUAL, cancelled="not quorate"), paper)


def test_the_files_are_named_by_paper_body_and_day(tmp_path: Path) -> None:
    told = replace(USUAL, look=look_in(tmp_path))
    assert [path.name for path in write_meeting(tmp_path / "out", told, MEETING_FORMATS)] == [
        "agenda_EHC-plan-task-group_2026-12-09.pdf",
        "agenda_EHC-plan-task-group_2026-12-09.docx",
        "minutes_EHC-plan-task-group_2026-12-09.pdf",
        "minutes_EHC-plan-task-group_2026-12-09.docx",
    ]
