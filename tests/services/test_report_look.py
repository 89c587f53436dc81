"""The look of reports as a setting: chosen, described, taken away, undone, by whom, in copies, and in every report."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from logo_support import PLUM, drawn, logo_file, picture_bytes
from merging_world import both, make_copies
from service_world import World, count, faults, passphrase_of

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.report_look import MOST_WORDS, NO_LOOK
from audit_app.domain.retention import Kept
from audit_app.services.merging.changes import export, take_in
from audit_app.services.merging.conflicts import conflicts, decide
from audit_app.services.report_look import (
    choose_colour,
    choose_logo,
    describe_logo,
    first_page,
    logo_words,
    remove_logo,
    report_look,
)
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.retention import keep_for, retention_state
from audit_app.services.trail import every_value
from audit_app.store.backup import back_up
from audit_app.store.log.chain import heads
from audit_app.store.log.undo import undo
from audit_app.store.read_trail import TrailFilter
from audit_app.store.restore import restore
from audit_app.store.workspace import Workspace
from exports.pdf.pictures import pages_told
from exports.report_files import json_bytes, report_pdf
from scoring.figures import Audience

LARGEST_CHANGE = 140_000


def newest(workspace: Workspace) -> str:
    row = workspace.conn.execute("SELECT label FROM change ORDER BY lamport DESC, writer LIMIT 1").fetchone()
    return str(row[0])


def swap(one: Workspace, other: Workspace) -> None:
    for giver, taker in ((one, other), (other, one)):
        for made in export(giver, heads(taker.conn)):
            take_in(taker, made.data)


def test_a_logo_and_a_colour_are_kept_and_told_in_the_trail(workspace: Workspace, tmp_path: Path) -> None:
    assert report_look(workspace) == NO_LOOK
    choose_logo(workspace, logo_file(tmp_path))
    assert newest(workspace) == "Logo of reports: chosen"
    choose_colour(workspace, "86265f")
    assert newest(workspace) == "Colour of reports: #86265F"
    look = report_look(workspace)
    assert look.colour == PLUM
    assert look.logo is not None
    assert (look.logo.width, look.logo.height, look.logo.words) == (720, 240, "Ashford")
    assert faults(workspace) == []


def test_what_the_logo_says_is_the_name_until_somebody_says_more(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    describe_logo(workspace, "  Ashford:\n a kite over hills ")
    assert newest(workspace) == "Logo of reports: described as “Ashford: a kite over hills”"
    assert logo_words(workspace) == "Ashford: a kite over hills"
    look = report_look(workspace)
    assert look.logo is not None
    assert look.logo.words == "Ashford: a kite over hills"
    describe_logo(workspace, " ")
    assert (newest(workspace), logo_words(workspace)) == ("Logo of reports: by name", "")
    with pytest.raises(AppError, match=r"These are 201 letters\. Say in 200 or fewer"):
        describe_logo(workspace, "x" * (MOST_WORDS + 1))


def test_taken_away_a_logo_takes_its_words_along_and_leaves_the_colour(workspace: Workspace, tmp_path: Path) -> None:
    choose_colour(workspace, PLUM)
    choose_logo(workspace, logo_file(tmp_path))
    describe_logo(workspace, "A kite")
    remove_logo(workspace)
    assert report_look(workspace).logo is None
    assert logo_words(workspace) == ""
    assert report_look(workspace).colour == PLUM
    choose_colour(workspace, "")
    assert (newest(workspace), report_look(workspace)) == ("Colour of reports: as the app has it", NO_LOOK)


def test_what_is_the_same_or_refused_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    choose_colour(workspace, PLUM)
    before = count(workspace, "change")
    choose_logo(workspace, logo_file(tmp_path, "the same again.png"))
    choose_colour(workspace, PLUM.lower())
    describe_logo(workspace, "")
    bad = tmp_path / "logo.svg"
    bad.write_text("<svg/>", encoding="utf-8")
    with pytest.raises(AppError, match="SVG drawing"):
        choose_logo(workspace, bad)
    with pytest.raises(AppError, match="This is no colour"):
        choose_colour(workspace, "plum")
    with pytest.raises(AppError, match="has a contrast of"):
        choose_colour(workspace, "#FFAA00")
    assert count(workspace, "change") == before


def test_every_step_is_undone_and_leaves_other_settings_alone(workspace: Workspace, tmp_path: Path) -> None:
    keep_for(workspace, Kept.AUDITS, 108, "asked by the records manager")
    choose_colour(workspace, PLUM)
    choose_logo(workspace, logo_file(tmp_path))
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=0)
    assert report_look(workspace).logo is None
    assert report_look(workspace).colour == PLUM
    assert "Audits: 9 years after the audit" in [one.rule.words for one in retention_state(workspace).rules]
    assert faults(workspace) == []


def test_only_an_owner_sets_it(world: World, tmp_path: Path) -> None:
    world.add("Max", Role.MODERATOR, Role.CHAIR)
    path = logo_file(tmp_path)
    with world.open("Max") as workspace:
        acts: tuple[Callable[[], None], ...] = (
            partial(choose_logo, workspace, path),
            partial(choose_colour, workspace, PLUM),
            partial(describe_logo, workspace, "A kite"),
            partial(remove_logo, workspace),
        )
        for act in acts:
            with pytest.raises(AppError, match="Max has no right"):
                act()
        assert report_look(workspace) == NO_LOOK


def test_the_trail_says_that_it_changed_and_writes_no_picture_out(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    told = [words for head, words in every_value(workspace, TrailFilter()) if "Logo" in head.label]
    assert [(one["what"], one["new"]) for one in told] == [("workspace report logo", "entered")]


def test_the_largest_logo_stays_small_in_the_log(workspace: Workspace, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "photo.png"
    path.write_bytes(picture_bytes(Image.effect_noise((900, 300), 90).convert("RGB")))
    choose_logo(workspace, path)
    keep_for(workspace, Kept.AUDITS, 108, "why not")
    sizes = workspace.conn.execute("SELECT max(length(old) + length(new)) FROM op").fetchone()
    assert sizes[0] < LARGEST_CHANGE


def test_a_backup_brings_it_back(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        choose_logo(workspace, logo_file(tmp_path))
        choose_colour(workspace, PLUM)
        kept = report_look(workspace)
        back_up(workspace, tmp_path / "stick")
    again = restore(tmp_path / "stick", tmp_path / "again" / "Ashford", passphrase_of("Mary"), world.means)
    with again.workspace as workspace:
        assert report_look(workspace) == kept


def test_two_copies_exchange_it_and_two_logos_are_a_conflict_to_decide(tmp_path: Path) -> None:
    with both(make_copies(tmp_path, plans=1)) as (laptop, office):
        choose_logo(laptop, logo_file(tmp_path))
        swap(laptop, office)
        assert report_look(office) == report_look(laptop) != NO_LOOK
        other = tmp_path / "other.png"
        other.write_bytes(picture_bytes(drawn(600, 200)))
        choose_logo(office, other)
        third = tmp_path / "third.png"
        third.write_bytes(picture_bytes(drawn(300, 200)))
        choose_logo(laptop, third)
        choose_colour(laptop, PLUM)
        swap(laptop, office)
        (conflict,) = conflicts(office)
        assert conflict.what == "Logo of reports"
        said = sorted(by.words for by in conflict.said)
        assert all(words.startswith("picture ") and len(words) < 20 for words in said)
        assert said[0] != said[1]
        decide(office, conflict, 0, "The director chose")
        # the colour was changed in one copy alone: it stands, whichever logo is chosen
        assert (conflicts(office), report_look(office).colour) == ((), PLUM)


def test_every_report_has_it_and_figures_for_programs_do_not(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    choose_colour(workspace, PLUM)
    for kind in ("weekly", "monthly", "two-monthly", "quarterly", "you-said", "chase"):
        made = report(workspace, ReportAsked(kind, "2026-10", Audience.BOARD))
        (told,) = contents(workspace, made)
        assert told.look == report_look(workspace), kind
        assert b"86265F" not in json_bytes(made.head(), made.rows()), kind
    first, again = (report_pdf(told) for _ in range(2))
    assert first == again
    assert len(pages_told(first)) >= 1


def test_a_public_note_stays_one_page_with_it(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    choose_colour(workspace, PLUM)
    (told,) = contents(workspace, report(workspace, ReportAsked("you-said", "2026-10", Audience.PUBLIC)))
    assert len(pages_told(report_pdf(told))) == 1


def test_the_first_page_is_drawn_with_it(workspace: Workspace, tmp_path: Path) -> None:
    plain = first_page(workspace, 300)
    choose_logo(workspace, logo_file(tmp_path))
    choose_colour(workspace, PLUM)
    own = first_page(workspace, 300)
    assert (plain.width, plain.height) == (own.width, own.height)
    assert plain.data[:4] == b"\xff\xff\xff\xff"
    assert own.data[:3] == bytes.fromhex(PLUM[1:])[::-1]  # the band, blue first
    assert own.data == first_page(workspace, 300).data
