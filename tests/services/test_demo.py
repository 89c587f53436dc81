"""The demo as it is found on opening: whole, believable, repeatable, and signed by the people who did it."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from demo_builders import NOW, demo_means, story_at

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.domain.register import date_queries, is_plan
from audit_app.services.advice.chasing import chased
from audit_app.services.consensus.reveal_table import revealed_rounds, table
from audit_app.services.demo import DemoMade, make_demo
from audit_app.services.demo.changes import Cast
from audit_app.services.demo.span import span_to
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.samples.sampling import sample
from audit_app.store.check import check
from audit_app.store.grades import stored_answer, stored_framework
from audit_app.store.keys.crypto import unlock
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.log.canonical import decode
from audit_app.store.log.people_log import people
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.read_draws import draw_of, places_of
from audit_app.store.vocabulary import REGISTER_COLUMNS
from audit_app.store.workspace import Workspace
from forms.model import PlanFacts, missing
from resources.demo import partnership
from scoring.figures import Figure

MONDAY = date(2026, 11, 16)
FIRST, LAST = "2024-11..2025-04", "2026-06..2026-11"
TEXTS = ("Regular speech and language therapy", "Fenwright", "EHC10500", "Larkmere", "The auditor was ill")


@pytest.fixture(scope="module")
def means(tmp_path_factory: pytest.TempPathFactory) -> Means:
    return demo_means(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, means: Means) -> DemoMade:
    return make_demo(tmp_path_factory.mktemp("demo"), means)


@pytest.fixture(scope="module")
def area(made: DemoMade, means: Means) -> Iterator[Workspace]:
    with open_workspace(made.workspace_path, made.passphrase, means) as workspace:
        yield workspace


def figures(area: Workspace, kind: str, period: str) -> dict[str, Figure]:
    return {figure.id: figure for figure in report(area, ReportAsked(kind, period)).figures}


def value(found: dict[str, Figure], figure: str) -> float:
    given = found[figure].value
    assert given is not None, figure
    return float(given)


def test_everything_checks_clean(area: Workspace) -> None:
    assert [(part.name, part.faults) for part in check(area) if part.faults] == []


def test_register_holds_1200_plans_and_150_entries_more(area: Workspace, made: DemoMade) -> None:
    held = area.conn.execute(f"SELECT {', '.join(REGISTER_COLUMNS)} FROM entry")  # noqa: S608 - our own columns
    rows = [dict(zip(REGISTER_COLUMNS, row, strict=True)) for row in held]
    rows = [{name: value for name, value in row.items() if value is not None} for row in rows]
    in_force = [row for row in rows if is_plan(row, MONDAY) and "ceased_date" not in row]
    assert made.entries == len(rows) == 1350
    assert len([row for row in in_force if "transferred_in" not in row]) == 1200
    assert sum("ceased_date" in row for row in rows) == 28
    assert [query for row in rows for query in date_queries(row, NOW.date().isoformat())] == []
    needs = Counter(row.get("primary_need") for row in rows)
    for need, share in partnership().needs:
        assert needs[need] / len(rows) == pytest.approx(share / 100, abs=0.035)


def test_plans_come_within_twenty_weeks_more_often(area: Workspace) -> None:
    first, last = (figures(area, "monthly", period) for period in (FIRST, LAST))
    share = "timeliness.20_weeks.including_exceptions"
    assert 40 <= value(first, share) <= 50
    assert 56 <= value(last, share) <= 66
    assert 3 <= value(figures(area, "monthly", "2024-11..2026-11"), "timeliness.exceptions") <= 9


def test_weekly_audits_get_better_and_health_and_social_care_were_weakest(area: Workspace) -> None:
    first, last = (figures(area, "monthly", period) for period in (FIRST, LAST))
    assert 12 <= value(first, "plans.effective") <= 35
    assert 38 <= value(last, "plans.effective") <= 62
    for figure in ("score.overall", "presence.health", "presence.social_care", "score.section.C", "score.section.D"):
        assert value(last, figure) > value(first, figure) + 5
    sections = {name: value(first, f"score.section.{name}") for name in ("W", "A", "B", "C", "D", "E", "F", "H1", "K")}
    assert set(sorted(sections, key=lambda name: sections[name])[:3]) == {"C", "D", "H1"}
    assert value(last, "plans.audited") > 90


def test_auditors_agree_as_people_do(area: Workspace) -> None:
    rounds = [f"2025-{month:02}" for month in (1, 3, 5, 7, 9, 11)]
    for name in rounds:
        found = {one.id: one for one in report(area, ReportAsked("two-monthly", name, round=name)).figures}
        assert 0.5 <= value(found, "agreement.alpha_ordinal") <= 0.85
        assert value(found, "plans.audited") == 100
    whole = figures(area, "two-monthly", "2024-11..2026-10")
    assert 0.6 <= value(whole, "agreement.alpha_ordinal") <= 0.75
    assert 55 <= value(whole, "agreement.exact") <= 75


def test_twelve_rounds_are_closed_each_with_eight_consensus_reviews_and_five_members(area: Workspace) -> None:
    states = area.conn.execute("SELECT state, json_array_length(members) FROM round").fetchall()
    assert sorted(states) == [("closed", 5)] * 12 + [("revealed", 5)]
    sql = (
        "SELECT a.round, r.kind, count(*) FROM audit a JOIN review r ON r.audit_id = a.id "
        "WHERE a.cycle = 'multi-agency' AND r.state = 'submitted' GROUP BY a.round, r.kind"
    )
    counts = Counter((kind, number) for _, kind, number in area.conn.execute(sql))
    assert counts == {("single", 40): 13, ("consensus", 8): 12, ("consensus", 2): 1}


def test_every_score_of_a_consensus_says_how_the_group_came_to_it(area: Workspace) -> None:
    sql = (
        "SELECT s.settled_how, s.settled_code IS NULL, count(*) FROM score s JOIN review r ON r.id = s.review_id "
        "JOIN audit a ON a.id = r.audit_id WHERE r.kind = 'consensus' GROUP BY 1, 2"
    )
    found = {(how, without): number for how, without, number in area.conn.execute(sql)}
    assert set(found) == {("agreed", 1), ("single", 1), ("talked", 0)}
    assert sum(found.values()) == 98 * 42


def test_one_round_is_revealed_and_its_group_in_the_middle_of_it(area: Workspace) -> None:
    shown = table(area, next(one.id for one in revealed_rounds(area)))
    assert (shown.round.name, len(shown.plans), shown.is_closed) == ("2026-10", 8, False)
    assert [plan.is_submitted for plan in shown.plans] == [True] * 2 + [False] * 6
    assert 10 <= shown.told.to_talk <= 150
    assert all(not cell.lack for plan in shown.plans if plan.is_submitted for cell in plan.cells)


def test_learning_pages_went_out_sooner_from_year_to_year(area: Workspace) -> None:
    early = value(figures(area, "two-monthly", "2024-11..2025-06"), "learning.days_to_share")
    late = value(figures(area, "two-monthly", "2026-03..2026-11"), "learning.days_to_share")
    assert 0 <= late < early


def test_this_week_is_under_way_and_its_draw_can_be_repeated(area: Workspace) -> None:
    seed = area.conn.execute("SELECT seed FROM draw WHERE on_date = ?", (MONDAY.isoformat(),)).fetchone()[0]
    again = sample(area, cycle="weekly", size=6, seed=seed, on=MONDAY)
    assert not again.is_new
    assert [(place.opened, place.audited) for place in again.plans] == [(True, True)] * 3 + [(True, False)] + [
        (False, False)
    ] * 2
    assert {place.due for place in again.plans} == {"2026-11-20"}
    answered = "SELECT count(*) FROM score s JOIN review r ON r.id = s.review_id WHERE r.state IS NULL"
    assert area.conn.execute(answered).fetchone()[0] == 11


def test_some_weeks_do_not_go_as_planned_and_each_says_why(area: Workspace) -> None:
    draws = [row[0] for row in area.conn.execute("SELECT id FROM draw WHERE cycle = 'weekly'")]
    places = [place for draw in draws for place in places_of(area.conn, draw)]
    assert len(draws) == 101
    assert [place.replaced_reason for place in places if place.replaced_by] == list(partnership().reasons.replaced)
    closed = [place for place in places if place.closed_reason]
    assert 17 <= len(closed) <= 6 + 3 * 11
    assert not any(place.opened for place in closed)
    reopened = area.conn.execute("SELECT reason FROM change WHERE label = 'Reopen the review'").fetchall()
    assert {reason for (reason,) in reopened} == set(partnership().reasons.reopened)
    overridden = (
        "SELECT override_reason, override_by = person_id, grade = override_grade FROM review WHERE override_grade > ''"
    )
    found = area.conn.execute(overridden).fetchall()
    assert {row[0] for row in found} == set(partnership().reasons.overridden)
    assert all(row[1:] == (0, 0) for row in found)


def test_no_submitted_audit_lacks_what_submission_demands(area: Workspace) -> None:
    sql = (
        "SELECT a.framework, r.id, s.marker, s.score, s.evidence, s.cause, s.reason FROM review r "
        "JOIN audit a ON a.id = r.audit_id JOIN score s ON s.review_id = r.id "
        "WHERE r.state = 'submitted' AND (a.cycle = 'weekly' OR r.kind = 'consensus')"
    )
    held: dict[tuple[str, str], dict[str, tuple[str | None, ...]]] = {}
    for framework, review, marker, *rest in area.conn.execute(sql):
        held.setdefault((framework, review), {})[marker] = tuple(rest)
    forms = {key: stored_framework(area.conn, key) for key in {key for key, _ in held}}
    for (key, _), scores in held.items():
        answers = {marker: stored_answer(score[0]) for marker, score in scores.items()}
        parts = [{marker for marker, score in scores.items() if score[part]} for part in (1, 2, 3)]
        assert missing(forms[key], answers, parts[0], parts[1], PlanFacts(), na_reasons=parts[2]) == ()


def test_log_goes_through_two_years_and_never_back(area: Workspace) -> None:
    times = [row[0] for row in area.conn.execute("SELECT utc FROM change ORDER BY lamport")]
    made_after = NOW.isoformat()[:19]
    assert times == sorted(times)
    assert times[0][:10] == "2024-11-04"
    assert times[-1][:19] <= made_after
    per_month = Counter(time[:7] for time in times)
    assert min(per_month[f"2025-{month:02}"] for month in range(1, 13)) > 40


def test_each_did_their_own_and_signed_what_they_submitted(area: Workspace) -> None:
    sql = (
        "SELECT r.kind, r.person_id = w.person, h.why FROM op o JOIN review r ON r.id = o.id "
        "JOIN writer w ON w.writer = o.writer LEFT JOIN head h ON h.writer = o.writer AND h.seq = o.seq "
        "WHERE o.kind = 'review' AND o.field = 'state' AND o.new LIKE '%submitted%'"
    )
    assert set(area.conn.execute(sql)) == {("single", 1, "submitted"), ("consensus", 1, "submitted")}
    writers = area.conn.execute("SELECT count(DISTINCT person) FROM writer").fetchone()[0]
    assert writers == 7


def test_nobody_audits_their_own_case_and_the_team_manager_not_their_own_team(area: Workspace) -> None:
    sql = (
        "SELECT e.case_officer, e.written_by, e.casework_team, r.reviewer, p.teams FROM review r "
        "JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id JOIN person p ON p.id = r.person_id "
        "WHERE r.kind = 'single'"
    )
    for officer, writer, team, reviewer, teams in area.conn.execute(sql):
        assert reviewer not in (officer, writer)
        assert team not in json.loads(teams)


def test_people_hold_every_role_and_agency_and_three_open_it(made: DemoMade, area: Workspace) -> None:
    assert len(made.people) == 9
    assert {role for person in made.people for role in person.roles} == set(Role)
    assert {person.agency for person in made.people} == set(Agency)
    assert [person.name for person in made.people if person.opens] == [entry.name for entry in area.key_file.people]
    known = people(area.conn)
    for entry in area.key_file.people:
        unlock(entry.locked, made.passphrase)
        assert entry.name == known[entry.id].name
        with pytest.raises(WrongPassphrase):
            unlock(entry.locked, "another passphrase")
    assert {(one.name, one.agency, one.roles, one.teams) for one in known.values()} == {
        (one.name, one.agency, one.roles, one.teams) for one in made.people
    }


def test_file_on_disk_holds_no_plain_text(made: DemoMade, area: Workspace) -> None:
    area.conn.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    for file in (made.workspace_path / name for name in ("audit.db", "audit.db-wal")):
        raw = file.read_bytes() if file.exists() else b""
        assert [text for text in TEXTS if text.encode() in raw] == []


def test_same_seed_tells_the_same_story(area: Workspace) -> None:
    words = partnership()
    ids = {name: person for person, name in area.conn.execute("SELECT id, name FROM person")}
    cast = Cast(
        {member.key: member for member in words.people}, {one.key: ids[one.name] for one in words.people}, area.id
    )
    _, story = story_at(NOW, cast=cast)
    told = {(op.id, op.field): op.value for change in story.changes for op in change.ops}
    apart = "'workspace', 'person', 'framework', 'document'"
    sql = f"SELECT id, field, new FROM op WHERE leaf = 1 AND kind NOT IN ({apart})"  # noqa: S608 - our own kinds
    written = {(id_, field): decode(new) for id_, field, new in area.conn.execute(sql)}
    assert written.keys() == told.keys()
    for key, new in written.items():
        if key[1] == "state" and isinstance(new, dict) and new.get("detail"):
            new["detail"].pop("knows", None)
        assert new == told[key]


def test_register_alone_comes_with_people_and_the_same_ids_each_time(
    tmp_path: Path, made: DemoMade, area: Workspace
) -> None:
    found = []
    for name in ("one", "two"):
        alone = make_demo(tmp_path / name, demo_means(tmp_path / name), register_only=True)
        assert (alone.entries, alone.audits, alone.rounds) == (1350, 0, 0)
        assert alone.people == made.people
        with open_workspace(alone.workspace_path, alone.passphrase, demo_means(tmp_path / name)) as opened:
            assert opened.id == area.id
            assert opened.conn.execute("SELECT count(*) FROM draw").fetchone()[0] == 0
            found.append(opened.conn.execute("SELECT * FROM entry ORDER BY id").fetchall())
            people = {row[0] for row in opened.conn.execute("SELECT id FROM person")}
            assert people.isdisjoint(row[0] for row in area.conn.execute("SELECT id FROM person"))
    assert found[0] == found[1] == area.conn.execute("SELECT * FROM entry ORDER BY id").fetchall()


def test_place_that_is_taken_is_refused_untouched(made: DemoMade, means: Means, area: Workspace) -> None:
    changes = area.conn.execute("SELECT count(*) FROM change").fetchone()
    with pytest.raises(AppError, match="exists already"):
        make_demo(made.workspace_path.parent, means)
    assert area.conn.execute("SELECT count(*) FROM change").fetchone() == changes
    assert [path.name for path in made.workspace_path.parent.iterdir()] == ["Larkmere.ehcpaudit"]


class Stopped(Exception):
    """Raised by a progress."""


def test_making_that_is_stopped_leaves_no_workspace(tmp_path: Path) -> None:
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        raise Stopped

    with pytest.raises(Stopped):
        make_demo(tmp_path / "demo", demo_means(tmp_path), register_only=True, progress=stop)
    assert seen == [(0, 1)]
    assert list((tmp_path / "demo").iterdir()) == []


def test_monday_of_the_open_week_is_the_one_in_the_span() -> None:
    assert span_to(NOW).open_week == MONDAY


def test_advice_of_health_and_social_care_is_logged_and_some_of_it_is_owed(area: Workspace) -> None:
    told = chased(area, NOW.date())
    owed = {line.addressee: line for line in told.lines}
    assert {"Designated Clinical Officer", "Social care", "Educational psychology"} <= owed.keys()
    assert told.without_dates == ()
    assert len({line.service for line in told.lines if line.agency == "health"}) > 1
    assert 5 < len(told.lines) < 120
    rows = area.conn.execute("SELECT DISTINCT agency, outcome FROM advice_request").fetchall()
    assert {agency for agency, _ in rows} == {"health", "social_care"}
    assert {outcome for _, outcome in rows} >= {None, "report", "nil return", "existing advice agreed"}


def test_reviews_and_advice_of_half_a_year_were_audited_and_a_board_reads_of_them(area: Workspace) -> None:
    sql = "SELECT count(*), count(DISTINCT plan_id) FROM audit WHERE cycle = ?"
    assert [area.conn.execute(sql, (cycle,)).fetchone() for cycle in ("advice", "annual-review")] == [(36, 36)] * 2
    found = figures(area, "quarterly", "2026-08..2026-10")
    for cycle in ("advice", "annual-review"):
        assert found[f"plans.audited@cycle={cycle}"].numerator == 18
        assert 10 <= value(found, f"plans.effective@cycle={cycle}") <= 70
    drawn = [draw_of(area.conn, row[0]) for row in area.conn.execute("SELECT id FROM draw WHERE cycle = 'advice'")]
    assert len(drawn) == 6
    assert all(len(one.papers) == 12 for one in drawn if one is not None)
    assert {one.design == {} for one in drawn if one is not None} == {True}


def test_a_draw_of_reviews_in_the_demo_can_be_repeated(area: Workspace) -> None:
    sql = "SELECT seed, on_date, size FROM draw WHERE cycle = 'annual-review' ORDER BY on_date LIMIT 1"
    seed, on, size = area.conn.execute(sql).fetchone()
    assert not sample(area, cycle="annual-review", size=size, seed=seed, on=date.fromisoformat(on)).is_new
