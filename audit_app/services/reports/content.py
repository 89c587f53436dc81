"""What stands in a report beyond its figures: framework, plans and draws, as far as its audience may see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.services.actions.told import actions_told
from audit_app.services.advice.chasing import chased, span_of
from audit_app.services.agreement.told import agreement_told
from audit_app.services.consensus.themes import themes_told
from audit_app.services.improvement.told import improvement_told
from audit_app.services.measures.told import scorecard_told
from audit_app.services.report_look import report_look
from audit_app.services.reports.causes import findings
from audit_app.services.reports.causes_told import causes_told
from audit_app.services.reports.challenges import challenges_told
from audit_app.services.reports.commentary import commentary_told
from audit_app.services.reports.exception_rules import shipped_rules
from audit_app.services.reports.exceptions import exceptions_told
from audit_app.services.reports.heat import heat_told
from audit_app.services.reports.papers import papers_told
from audit_app.services.reports.plans import ERASED, plan_page
from audit_app.services.reports.recurring import recurring
from audit_app.services.reports.reporting import Report
from audit_app.services.reports.timeliness import timeliness_told
from audit_app.services.reports.trends import period_before, trends_told
from audit_app.services.reports.voice import quotes_told
from audit_app.services.reports.you_said import you_said_told
from audit_app.services.samples.design_words import design_lines
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.grades import Graders, stored_framework
from audit_app.store.read_auditors import auditors_by_agency
from audit_app.store.read_draws import HeldDraw, HeldPlace, draw_of, places_of
from audit_app.store.read_plan_pages import counted_plans, draws_in
from audit_app.store.workspace import Workspace
from exports.causes import CausesTold
from exports.challenges import ChallengeTold
from exports.content import Content, DrawTold, PlanPage, RecurringTold, Recurs, ReportHead
from exports.papers import PapersTold
from exports.plain import one_line
from forms.model import Framework, read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience, FigureId

WITH_PLAN_PAGES = ("weekly", "team")
"""The kinds of report that give each plan a page."""


def contents(workspace: Workspace, report: Report) -> tuple[Content, ...]:
    """The report as its PDF and its workbook tell it: one, or for kind `team` one for each casework team.

    Only the audit group's name plans; a public report tells nothing beyond its figures and its framework.
    """
    conn = workspace.conn
    head = ReportHead.read(report.head())
    framework = _framework(conn, report.framework)
    if report.released is not None:
        # beside figures of an earlier release nothing is counted from today's data
        again = Content(head, report.figures, framework, look=report_look(workspace), issued=report.issued)
        return (replace(again, you_said=you_said_told(workspace, report)),)
    plans: tuple[PlanPage, ...] = ()
    challenges: tuple[ChallengeTold, ...] = ()
    draws: tuple[DrawTold, ...] = ()
    asked = Asked(report.period, Cycle(report.cycle) if report.cycle else None, report.data_date, report.round)
    if report.audience is Audience.GROUP and report.kind in WITH_PLAN_PAGES:
        graders = Graders(conn)
        counted = counted_plans(conn, asked, report.framework)
        plans = tuple(plan_page(one, graders.of(one.framework)) for one in counted)
        challenges = challenges_told(conn, counted, graders)
    if report.audience is not Audience.PUBLIC:
        draws = _draws(conn, asked, report.audience)
    auditors = () if report.audience is Audience.PUBLIC else auditors_by_agency(conn, asked, report.framework)
    whole = Content(head, report.figures, framework, "", plans, draws, auditors, look=report_look(workspace))
    whole = replace(whole, recurring=_recurring(workspace, report, asked))
    whole = replace(whole, causes=_causes(workspace, report, asked), agreement=agreement_told(workspace, report, asked))
    whole = replace(whole, quotes=quotes_told(workspace, report))
    whole = replace(whole, trends=trends_told(workspace, report), issued=report.issued)
    whole = replace(whole, themes=themes_told(workspace, report))
    whole = replace(whole, commentary=commentary_told(workspace, report))
    whole = replace(whole, heat=heat_told(workspace, report, asked, framework))
    scorecard = scorecard_told(workspace, report.kind, report.period, report.audience, period_before(report.period))
    whole = replace(whole, scorecard=scorecard)
    whole = replace(whole, papers=_papers(conn, report, asked))
    whole = replace(whole, you_said=you_said_told(workspace, report), challenges=challenges)
    whole = replace(whole, actions=actions_told(workspace, report))
    whole = replace(whole, improvement=improvement_told(workspace, report))
    if report.kind == "chase" and report.audience is Audience.GROUP:
        whole = replace(whole, chase=chased(workspace, *span_of(report.period, report.data_date)))
    of_teams = (
        replace(
            _of_team(whole, team),
            causes=_causes(workspace, report, asked, team),
            actions=actions_told(workspace, report, team),
            timeliness=timeliness_told(workspace, report, team),
        )
        for team in teams(report)
    )
    return tuple(of_teams) or (_with_exceptions(replace(whole, timeliness=timeliness_told(workspace, report))),)


def _with_exceptions(whole: Content) -> Content:
    """The content with what crossed a rule, which is looked for in everything else that it tells."""
    return replace(whole, exceptions=exceptions_told(whole, shipped_rules()))


def tells_more(report: Report, formats: Iterable[str]) -> bool:
    """Whether files in these formats tell anything beyond the figures: figures alone are CSV and JSON, lists apart."""
    wanted = set(formats)
    return bool({"pdf", "xlsx", "docx"} & wanted) or (report.kind == "chase" and "csv" in wanted)


def teams(report: Report) -> tuple[str, ...]:
    """The casework teams that a report of kind `team` is split into, by name; none of other kinds."""
    if report.kind != "team":
        return ()
    asked = (FigureId.parse(figure.id) for figure in report.figures)
    return tuple(sorted({one.value("team") for one in asked if one.base == "plans.effective" and one.value("team")}))


def _of_team(whole: Content, team: str) -> Content:
    plans = tuple(plan for plan in whole.plans if (plan.team or NOT_RECORDED) == team)
    # the lists of a draw name plans of every team, which a team's file has no need of
    draws = tuple(replace(draw, replaced=(), closed=(), waiting=()) for draw in whole.draws)
    challenges = tuple(one for one in whole.challenges if (one.team or NOT_RECORDED) == team)
    return replace(whole, team=team, plans=plans, draws=draws, recurring=None, challenges=challenges)


def _recurring(workspace: Workspace, report: Report, asked: Asked) -> RecurringTold | None:
    """What recurs across the audited plans; the public is told nothing of it, and the board no plan."""
    if report.audience is Audience.PUBLIC or asked.cycle is None:
        return None
    found = recurring(workspace, asked, report.framework)
    named = report.audience is Audience.GROUP
    broken = (
        Recurs(
            one.kind.label,
            f"Section {one.section}" if one.section else "Whole plan",
            one.items,
            len(one.plans),
            one.plans,
        )
        for one in found.breaks
    )
    said = (Recurs(one.phrase, one.kind, one.times, len(one.plans), one.plans) for one in found.phrases)
    return RecurringTold(
        tuple(one if named else replace(one, plans=()) for one in broken),
        tuple(one if named else replace(one, plans=()) for one in said),
        found.threads,
        found.texts,
        len(found.unread),
    )


def _causes(workspace: Workspace, report: Report, asked: Asked, team: str = "") -> CausesTold | None:
    """Findings by cause; of one team for the audit group alone: beside the whole, a board could subtract them."""
    if report.audience is Audience.PUBLIC or (team and report.audience is not Audience.GROUP):
        return None
    return causes_told(findings(workspace, asked, report.framework, team), report.audience)


def _framework(conn: Connection, key: str) -> Framework | None:
    """The framework as the workspace keeps it, else as it is shipped; None where the report has none."""
    try:
        return stored_framework(conn, key)
    except KeyError:
        id_ = key.partition("/")[0]
        return read_framework(framework_text(id_), resolve) if resolve(key) is not None else None


def _papers(conn: Connection, report: Report, asked: Asked) -> tuple[PapersTold, ...]:
    """The further cycles with their draws, of which the public is told nothing."""
    found = papers_told(conn, report)
    if report.audience is Audience.PUBLIC:
        return found
    return tuple(
        replace(one, draws=_draws(conn, replace(asked, cycle=Cycle(one.cycle)), report.audience)) for one in found
    )


def _draws(conn: Connection, asked: Asked, audience: Audience) -> tuple[DrawTold, ...]:
    return tuple(_draw(conn, id_, audience is Audience.GROUP) for id_ in draws_in(conn, asked))


def _draw(conn: Connection, draw_id: str, with_plans: bool) -> DrawTold:
    held = draw_of(conn, draw_id)
    if held is None:
        raise LookupError(draw_id)
    places = places_of(conn, draw_id)
    refs = {place.id: place.plan_ref or ERASED for place in places}
    waiting = tuple((place.plan_ref or ERASED, place.due) for place in places if place.is_open)
    return DrawTold(
        on=date.fromisoformat(held.on_date),
        cycle=held.cycle,
        size=held.size,
        drawn=sum(place.is_drawn for place in places),
        frame_size=held.frame_size,
        frame_hash=held.frame_hash,
        seed=held.seed,
        start="one in each stratum," if held.design.get("strata") else str(held.start),
        weight_sum=f"{held.weight_sum} in all" if held.design.get("strata") else str(held.weight_sum),
        months=held.months,
        excluded=tuple(held.excluded.items()),
        replaced=tuple(_replaced(place, refs) for place in places if place.replaced_by) if with_plans else (),
        closed=tuple(_closed(place) for place in places if place.closed_reason) if with_plans else (),
        waiting=waiting if with_plans else (),
        note=_draw_note(held, with_plans),
    )


def _draw_note(held: HeldDraw, with_plans: bool) -> str:
    """How the draw was designed and what went otherwise; its own note names plans and counts where it has a design."""
    design = [f"{name}: {words}." for name, words in design_lines(held, with_counts=with_plans)]
    return " ".join([*design, *([held.note] if held.note and (with_plans or not design) else [])])


def _replaced(place: HeldPlace, refs: dict[str, str]) -> str:
    by = refs.get(place.replaced_by, ERASED)
    return f"{place.plan_ref or ERASED} by {by} ({one_line(place.replaced_reason)})"


def _closed(place: HeldPlace) -> str:
    return f"{place.plan_ref or ERASED} ({one_line(place.closed_reason)})"
