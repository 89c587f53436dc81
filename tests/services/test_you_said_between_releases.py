"""The note for the public in every month: figures of the last release, unchanged, with the words of the month."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from actions_world import audited, seen
from agreement_support import Given, Held, write_rounds
from pdfua import validate
from qt_support import light_workspace
from service_world import World

from audit_app.domain.people import Role
from audit_app.services.actions.closing import ask_closure, close_action
from audit_app.services.actions.editing import change
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.reports.content import contents
from audit_app.services.reports.issuing import issue, would_issue
from audit_app.services.reports.releasing import ReleaseRefused
from audit_app.services.reports.reporting import Report, ReportAsked, looked_at, report
from audit_app.services.reports.you_said import following, with_following
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Heading, Paragraph
from exports.pages.report import document_of
from exports.pdf.pictures import pages_told
from exports.report_files import report_pdf
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience

MARKERS: Final = [one.id for one in read_framework(framework_text("core-42"), resolve).markers]
TOLD: Final = "Figures are those released for July 2025 to June 2026; new ones follow with the period to June 2027."
YEAR: Final = ("2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12",
               "2027-01", "2027-02", "2027-03", "2027-04", "2027-05")  # fmt: skip
NUMBERS: Final = ("value", "numerator", "denominator", "lower", "upper", "withheld")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A round of twenty plans in June 2026, and one of three in July, which no note may tell before June 2027."""
    with closing(light_workspace(tmp_path, plans=20).open()) as opened:
        scores = [*scored("R1", 20, 12), *scored("R2", 3, 1)]
        write_rounds(opened, {"R1": "2026-06-10", "R2": "2026-07-08"}, scores, [Held("R1"), Held("R2")])
        yield opened


def scored(round_: str, plans: int, good: int) -> Iterator[Given]:
    for plan in range(1, plans + 1):
        level = 3 if plan <= good else 0
        scores = {marker: level for marker in MARKERS if marker != "J1" or plan == 1}
        yield Given(round_, plan, "", scores, kind="consensus")


def moderate(workspace: Workspace) -> None:
    """Change a grade of the round in June, so that the twelve months would be counted otherwise now."""
    value = {"grade": "inadequate", "reason": "The auditor had the wrong version.", "by": "Mary"}
    workspace.door.write("Moderate", [Op("review", f"{0:032x}", "override", value)])
    with pytest.raises(ReleaseRefused, match="otherwise"):
        report(workspace, asked("2026-06", "two-monthly"))


def asked(period: str, kind: str = "you-said") -> ReportAsked:
    return ReportAsked(kind, period, Audience.PUBLIC)


def numbers(made: Report) -> dict[str, tuple[object, ...]]:
    return {one.id: tuple(getattr(one, name) for name in NUMBERS) for one in made.figures}


def told(workspace: Workspace, made: Report) -> Content:
    (content,) = contents(workspace, made)
    return content


def texts(content: Content) -> list[str]:
    return [one.text for one in document_of(content).blocks if isinstance(one, Paragraph | Heading)]


def releases(workspace: Workspace) -> list[tuple[str, str]]:
    return [tuple(row) for row in workspace.conn.execute("SELECT first, last FROM release ORDER BY first")]


def test_twelve_monthly_notes_can_be_made_and_tell_no_number_that_the_first_does_not(workspace: Workspace) -> None:
    first = report(workspace, asked("2026-06"))
    assert {one.withheld for one in first.figures} >= {"", "c"}
    moderate(workspace)
    for month in YEAR:
        made = report(workspace, asked(month))
        assert numbers(made) == numbers(first)
        assert made.stem == f"you-said_{month}_public"
        assert made.notes == (TOLD,)
        assert {one.note for one in made.figures} == {""}, "a note of today's count could tell what changed"
        content = told(workspace, made)
        bare = Content(content.head, made.figures, content.framework, look=content.look)
        assert replace(content, you_said=None) == bare, "nothing is told beside the figures but the note's own words"
    assert releases(workspace) == [("2025-07-01", "2026-06-30")]


def test_the_words_of_every_note_of_the_year_are_the_same_but_for_its_month(workspace: Workspace) -> None:
    report(workspace, asked("2026-06"))
    before = texts(told(workspace, report(workspace, asked("2026-07"))))
    moderate(workspace)
    for month in YEAR:
        assert texts(told(workspace, report(workspace, asked(month)))) == before


def test_the_page_says_whose_figures_these_are_and_carries_the_month_and_its_words(workspace: Workspace) -> None:
    report(workspace, asked("2026-06"))
    content = told(workspace, report(workspace, asked("2026-09")))
    content = with_following(content, following(workspace, "We ask every family by phone."))
    data = report_pdf(content)
    (page,) = pages_told(data)
    said = " ".join(page.text.split())
    assert TOLD in said
    assert "September 2026" in said
    assert "We ask every family by phone." in said
    assert "No conversation with a family is recorded in those twelve months." in said


def test_the_note_between_releases_is_tagged(workspace: Workspace, tmp_path: Path) -> None:
    report(workspace, asked("2026-06"))
    path = tmp_path / "note.pdf"
    path.write_bytes(report_pdf(told(workspace, report(workspace, asked("2026-09")))))
    assert not [one for one in validate(str(path)).findings if one.severity.name == "ERROR"]


def test_a_year_later_the_figures_are_new_again_and_earlier_months_stay_as_they_were(workspace: Workspace) -> None:
    report(workspace, asked("2026-06"))
    autumn = report(workspace, asked("2026-10"))
    moderate(workspace)
    new = report(workspace, asked("2027-06"))
    assert new.released is None
    assert releases(workspace) == [("2025-07-01", "2026-06-30"), ("2026-07-01", "2027-06-30")]
    assert numbers(report(workspace, asked("2026-10"))) == numbers(autumn)
    winter = report(workspace, asked("2027-12"))
    assert winter.notes[0].startswith("Figures are those released for July 2026 to June 2027;")


def test_data_that_came_in_late_leave_the_note_of_the_released_months_as_it_was(workspace: Workspace) -> None:
    first = report(workspace, asked("2026-06"))
    assert report(workspace, asked("2026-06")) == first, "the same data: the same note, with its own notes"
    moderate(workspace)
    again = report(workspace, asked("2026-06"))
    assert numbers(again) == numbers(first)
    assert again.notes == (TOLD,)


def test_a_note_after_another_kinds_release_prints_what_that_one_showed(workspace: Workspace) -> None:
    shown = numbers(report(workspace, asked("2026-06", "two-monthly")))
    made = numbers(report(workspace, asked("2026-08")))
    assert made == shown
    with pytest.raises(ReleaseRefused, match="overlap"):
        report(workspace, asked("2026-08", "monthly"))


def test_an_issued_note_is_never_restated_by_later_data_or_by_the_next_release(workspace: Workspace) -> None:
    report(workspace, asked("2026-06"))
    done = issue(workspace, asked("2026-09"))
    assert done.is_new
    assert done.report.stem == "you-said_2026-09_public"
    moderate(workspace)
    report(workspace, asked("2027-06"))
    again = issue(workspace, asked("2026-09"))
    assert (again.is_new, again.restated) == (False, 0)
    assert would_issue(workspace, looked_at(workspace, asked("2026-09"))).differing == 0


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (0, "How many actions were closed since is told with the next figures."),
        (5, "How many actions were closed since is told with the next figures."),
        (6, "More than five actions have been closed since then"),
        (7, "More than five actions have been closed since then"),
    ],
)
def test_of_actions_closed_since_no_count_is_told(world: World, tmp_path: Path, closed: int, said: str) -> None:
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as opened:
        audited(opened, tmp_path, {plan: {"F2": 1} for plan in range(1, 9)})
        report(opened, asked("2026-10"))
        ids = [open_action(opened, propose(opened, seen(opened, plan, "F2"))) for plan in range(1, 9)]
        for number, id_ in enumerate(ids):
            change(opened, id_, {"what": f"Mend number {number}.", "evidence": "Seen."})
            ask_closure(opened, id_)
    with world.open("Tom") as opened:
        for id_ in ids[:closed]:
            close_action(opened, id_, "Seen in the amended plan.")
    with world.open() as opened:
        words = texts(told(opened, report(opened, asked("2026-11"))))
    done = words[words.index("What we did") + 1]
    assert said in done
    assert not any(letter.isdigit() for letter in done)
