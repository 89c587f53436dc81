"""The fictional partnership as data: every marker has its words, and they are as complete as the app demands."""

import re

from audit_app.services.answering import Evidence
from forms.model import AGENCIES, Cause, EvidenceKind, read_framework
from resources.demo import MarkerStory, marker_stories, paper_stories, partnership
from resources.frameworks import framework_text, resolve

CORE = read_framework(framework_text("core-42"), resolve)
PAPERS = [read_framework(framework_text(id_), resolve) for id_ in ("annual-review-10", "advice-8")]


def test_every_marker_of_core_42_has_its_words() -> None:
    stories = marker_stories()
    assert stories.keys() == {marker.id for marker in CORE.markers}
    assert [marker.id for marker in CORE.markers if marker.limiting and not stories[marker.id].strong] == []


def test_every_marker_about_reviews_and_advice_has_its_words() -> None:
    stories = paper_stories()
    markers = [marker for form in PAPERS for marker in form.markers]
    assert stories.keys() == {marker.id for marker in markers}
    assert [marker.id for marker in markers if marker.limiting and not stories[marker.id].strong] == []


def every_story() -> list[MarkerStory]:
    return [*marker_stories().values(), *paper_stories().values()]


def test_causes_and_evidence_are_ones_that_the_form_knows() -> None:
    for story in every_story():
        assert story.low
        assert {Cause(cause) for cause in story.causes}
        for words in (*story.low, *story.strong):
            if words["kind"] != EvidenceKind.RECORD:  # its date is put in when it is used
                parts = {name: text for name, text in words.items() if name != "kind"}
                assert Evidence(EvidenceKind(words["kind"]), **parts).value() == dict(words)  # type: ignore[arg-type]  # texts only


def test_levels_lie_on_the_scale_and_rise() -> None:
    for story in every_story():
        assert 0 < story.start < story.end < 3


def test_people_are_of_every_agency_and_nobody_has_two_teams_managers() -> None:
    words = partnership()
    assert {person.agency for person in words.people} == set(AGENCIES)
    managed = [team for person in words.people for team in person.teams]
    assert sorted(managed) == sorted(team.name for team in words.teams)
    assert words.person("manager").opens


def test_every_stage_has_settings_of_every_kind_that_children_go_to() -> None:
    words = partnership()
    for stage, kinds in words.placement.items():
        for kind, share in kinds:
            assert share > 0
            assert kind == "none" or words.settings[stage, kind]


def test_texts_are_plain_and_hold_no_numbers_that_could_be_somebodys() -> None:
    texts = [text for story in every_story() for words in (*story.low, *story.strong) for text in words.values()]
    assert not [text for text in texts if re.search(r"\d{3}", text)]
    assert not [text for text in texts if "!" in text]
