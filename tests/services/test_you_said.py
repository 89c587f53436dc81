"""The note after a board: one page, what may be compared, what is done next, and nothing that is withheld."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from agreement_support import Given, Held, write_rounds
from pdfua import validate
from qt_support import light_workspace

from audit_app.domain.problems import AppError
from audit_app.services.reports.commentary import comment, publish
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.you_said import TOPIC, following, with_following
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Bullets, Heading, Paragraph
from exports.pages.report import document_of
from exports.pages.you_said import findings
from exports.pdf.pictures import pages_told
from exports.report_files import report_pdf
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.comparison import Claim
from scoring.figures import Audience

MARKERS = [one.id for one in read_framework(framework_text("core-42"), resolve).markers]
DAYS = {"R0": "2024-03-10", "R1": "2025-06-10", "R2": "2026-06-10"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Rounds a year apart: of 7 plans 2 are effective, of 12 plans 6, then all; J1 was scored in one plan alone."""
    with closing(light_workspace(tmp_path, plans=12).open()) as opened:
        write_rounds(opened, DAYS, scored(), [Held(name) for name in DAYS])
        yield opened


def scored() -> Iterator[Given]:
    for round_, plans, good in (("R0", 7, 2), ("R1", 12, 6), ("R2", 12, 12)):
        for plan in range(1, plans + 1):
            level = 3 if plan <= good else 0
            scores = {marker: level for marker in MARKERS if marker != "J1"} | ({"J1": 3} if plan == 1 else {})
            yield Given(round_, plan, "", {**scores, "A1": 2 if plan < 7 else 0}, kind="consensus")


def note(workspace: Workspace, period: str, audience: Audience) -> Content:
    (content,) = contents(workspace, report(workspace, ReportAsked("you-said", period, audience)))
    return content


def texts(content: Content) -> list[str]:
    return [
        text
        for block in document_of(content).blocks
        for text in ([block.text] if isinstance(block, Paragraph | Heading) else getattr(block, "items", []))
    ]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_note_is_one_tagged_page_for_everybody_and_names_no_plan(workspace: Workspace, audience: Audience) -> None:
    data = report_pdf(note(workspace, "2026-06", audience))
    (page,) = pages_told(data)
    assert "EHC-0" not in page.text
    assert data == report_pdf(note(workspace, "2026-06", audience))


def test_the_note_is_tagged(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_bytes(report_pdf(note(workspace, "2026-06", Audience.BOARD)))
    assert not [one for one in validate(str(path)).findings if one.severity.name == "ERROR"]


def test_findings_are_of_six_plans_or_more_and_none_is_withheld(workspace: Workspace) -> None:
    board = list(findings(note(workspace, "2026-06", Audience.BOARD)))
    assert len(board) == 3
    assert not any("Personal budget" in one for one in board)
    assert board[2].endswith("50 % (6 of 12, 95 % interval 25 to 75 %).")
    public = note(workspace, "2024-06", Audience.PUBLIC)
    withheld = {figure.label for figure in public.figures if figure.withheld}
    assert withheld
    assert not any(label in text for label in withheld for text in findings(public))


def test_a_change_is_claimed_only_by_the_interval(workspace: Workspace) -> None:
    told = note(workspace, "2025-07..2026-06", Audience.BOARD).you_said
    assert told is not None
    assert told.comparison is not None
    assert (told.comparison.now, told.comparison.before) == ((12, 12), (6, 12))
    assert told.comparison.claim is Claim.HIGHER


def test_the_public_is_told_of_a_change_only_between_two_releases_that_show_both(workspace: Workspace) -> None:
    alone = note(workspace, "2026-06", Audience.PUBLIC).you_said
    assert alone is not None
    assert alone.comparison is None
    first = note(workspace, "2025-06", Audience.PUBLIC)
    assert first.head.last.isoformat() == "2025-06-30"
    both = note(workspace, "2026-06", Audience.PUBLIC)
    assert both.you_said is not None
    assert both.you_said.comparison is not None
    assert (both.you_said.comparison.now, both.you_said.comparison.before) == ((12, 12), (6, 12))
    assert any("higher than before" in text for text in texts(both))


def test_a_withheld_share_is_never_compared(workspace: Workspace) -> None:
    before = note(workspace, "2024-06", Audience.PUBLIC).figure("plans.effective")
    assert before is not None
    assert before.withheld
    told = note(workspace, "2025-06", Audience.PUBLIC).you_said
    assert told is not None
    assert told.comparison is None


def test_what_is_done_next_is_the_commentary_on_family_voice_and_not_the_publics_unmarked(workspace: Workspace) -> None:
    comment(workspace, "2026-06", TOPIC, "We ask every family by phone.", "SEN manager")
    assert "We ask every family by phone." in texts(note(workspace, "2026-06", Audience.BOARD))
    assert "We ask every family by phone." not in texts(note(workspace, "2026-06", Audience.PUBLIC))
    given = with_following(note(workspace, "2026-06", Audience.PUBLIC), following(workspace, " We  do it. "))
    assert texts(given)[texts(given).index("What we do next") + 1] == "We do it."


WHY = "New caseworkers had learnt the template."


def of_rounds(id_: str) -> str:
    return f"{id_}@cycle=multi-agency"


def say(workspace: Workspace, period: str, id_: str, words: str = WHY) -> None:
    comment(workspace, period, of_rounds(id_), words, "SEN manager")
    publish(workspace, period, of_rounds(id_), True)


def test_the_public_reads_why_in_the_words_that_a_leader_lets_it_read_and_no_others(workspace: Workspace) -> None:
    comment(workspace, "2026-04..2026-06", of_rounds("plans.effective"), WHY, "SEN manager")
    assert WHY not in repr(document_of(note(workspace, "2026-06", Audience.PUBLIC)))
    say(workspace, "2026-04..2026-06", "plans.effective")
    said = texts(note(workspace, "2026-06", Audience.PUBLIC))
    at = said.index("Why")
    assert said[at + 1].endswith(f", April to June 2026: {WHY}")
    assert said[at + 2] == "SEN manager"
    for audience in (Audience.GROUP, Audience.BOARD):
        assert WHY not in repr(document_of(note(workspace, "2026-04..2026-06", audience)))
    comment(workspace, "2026-04..2026-06", of_rounds("plans.effective"), "Other words.", "SEN manager")
    assert "Why" not in texts(note(workspace, "2026-06", Audience.PUBLIC))


def test_the_newest_reason_inside_the_twelve_months_is_printed_on_one_page(workspace: Workspace) -> None:
    say(workspace, "2025-09", "plans.effective", "Old reasons.")
    say(workspace, "2026-06", "plans.effective")
    say(workspace, "2026-07", "plans.effective", "Too new.")
    say(workspace, "2025-06", "plans.effective", "Too old.")
    made = note(workspace, "2026-06", Audience.PUBLIC)
    assert made.you_said is not None
    assert [one.words for one in made.you_said.reasons] == [WHY]
    (page,) = pages_told(report_pdf(made))
    assert WHY.split()[-1] in page.text


def test_no_word_is_published_on_a_figure_that_the_note_withholds_or_of_other_audits(workspace: Workspace) -> None:
    public = note(workspace, "2026-06", Audience.PUBLIC)
    withheld = next(one.id for one in public.figures if one.withheld and "@" not in one.id)
    say(workspace, "2026-06", withheld)
    comment(workspace, "2026-06", "plans.effective@cycle=weekly", WHY, "SEN manager")
    publish(workspace, "2026-06", "plans.effective@cycle=weekly", True)
    again = note(workspace, "2026-06", Audience.PUBLIC)
    assert next(one for one in again.figures if one.id == withheld).withheld
    assert WHY not in repr(document_of(again))
    say(workspace, "2026-06", "plans.effective")
    assert repr(document_of(note(workspace, "2026-06", Audience.PUBLIC))).count(WHY) == 1


@pytest.mark.parametrize("words", ["", " \n", "x" * 601, "As in (EHC-0001)."])
def test_words_on_what_is_done_next_that_do_not_fit_are_refused(workspace: Workspace, words: str) -> None:
    with pytest.raises(AppError, match=r"letters|names the plan EHC-0001"):
        following(workspace, words)


def test_without_families_and_findings_the_note_says_so(workspace: Workspace) -> None:
    said = texts(note(workspace, "2026-01", Audience.BOARD))
    assert "No conversation with a family is recorded in this period." in said
    assert "Other findings rest on too few plans to be shown, or there are none." in said
    blocks = document_of(note(workspace, "2026-01", Audience.BOARD)).blocks
    assert not any(isinstance(block, Bullets) for block in blocks)
