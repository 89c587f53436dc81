"""Every picture of the app, in one table: a new screen is one line in the chapter that it belongs to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import scene_actions
import scene_agreement
import scene_audit
import scene_calendar
import scene_chase
import scene_exchange
import scene_improvement
import scene_insights
import scene_member
import scene_outcomes
import scene_pages
import scene_papers
import scene_plan_pane
import scene_plans
import scene_recurring
import scene_reports
import scene_reveal
import scene_rounds
import scene_samples
import scene_scorecard
import scene_settings
import scene_start
import scene_states
import scene_thread
import scene_timeliness
import scene_voice
import scene_workbooks
from picture_stage import DAY, SETTINGS, Setting, Stage
from PySide6.QtGui import QImage

Draw = Callable[[Stage], QImage | None]
"""Brings what is to be seen on the stage; gives an image of its own where that is not the window."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what its file is called, and what brings it about, going on from the one before it."""

    name: str
    draw: Draw


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pictures of one stage, one after the other; `is_usual` ones are drawn in every setting, others by day alone."""

    begin: Callable[[Stage], None]
    pictures: tuple[Picture, ...]
    has_demo: bool = True
    is_usual: bool = True

    @property
    def settings(self) -> tuple[Setting, ...]:
        """In which settings it is drawn."""
        return SETTINGS if self.is_usual else (DAY,)


def _begin_nothing(_stage: Stage) -> None:
    return None


CHAPTERS = (
    Chapter(
        scene_start.begin,
        (
            Picture("start", scene_start.choose),
            Picture("start-unlock", scene_start.unlock),
            Picture("start-wrong-passphrase", scene_start.wrong_passphrase),
            Picture("start-recovery-sheet", scene_start.recover),
            Picture("start-not-a-workspace", scene_start.not_a_workspace),
            Picture("start-newer", scene_start.newer),
            Picture("start-damaged-keys", scene_start.damaged_keys),
            Picture("start-damaged-database", scene_start.damaged_database),
            Picture("start-unsuitable-place", scene_start.unsuitable),
            Picture("start-restore", scene_start.restore),
        ),
        has_demo=False,
    ),
    Chapter(
        scene_start.begin,
        (
            Picture("new-workspace", scene_start.new),
            Picture("new-sheet", scene_start.sheet),
            Picture("new-person", scene_start.person),
            Picture("new-place", scene_start.place),
            Picture("start-demo", scene_start.busy),
        ),
        has_demo=False,
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("home", scene_plans.home),
            Picture("home-months", scene_plans.months),
            Picture("plans", scene_plans.plans),
            Picture("plans-found", scene_plans.found),
            Picture("plan", scene_plans.plan),
            Picture("import", scene_plans.register_preview),
            Picture("import-faults", scene_plans.register_faults),
            Picture("import-columns", scene_plans.register_columns),
            Picture("import-audits", scene_plans.audits_preview),
            Picture("samples", scene_samples.samples),
            Picture("draw-record", scene_samples.record),
            Picture("draw-form", scene_samples.form),
            Picture("draw-choices", scene_samples.choices),
            Picture("draw-without-seed", scene_samples.no_seed),
            Picture("samples-drawn", scene_samples.drawn),
            Picture("samples-assign", scene_samples.assigning),
            Picture("samples-replace", scene_samples.replacing),
            Picture("coverage", scene_samples.coverage),
            Picture("coverage-never", scene_samples.waiting),
        ),
    ),
    Chapter(
        scene_audit.begin,
        (
            Picture("samples-reviews", scene_papers.reviews),
            Picture("audit-review", scene_papers.review),
            Picture("samples-advice", scene_papers.advice),
            Picture("audit-advice", scene_papers.report_of_advice),
            Picture("reports-reviews", scene_papers.reports),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("audit-none", scene_audit.nothing),
            Picture("audit-begun", scene_audit.begun),
            Picture("audit", scene_audit.audit),
            Picture("audit-missing", scene_audit.missing),
            Picture("palette", scene_audit.palette),
            Picture("keys", scene_audit.keys),
            Picture("audit-breach", scene_audit.breach),
            Picture("audit-result", scene_audit.result),
            Picture("audit-override", scene_audit.overriding),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("audit-plan", scene_plan_pane.beside),
            Picture("audit-plan-flags", scene_plan_pane.flags),
            Picture("audit-plan-advice", scene_plan_pane.advice),
            Picture("thread-proposed", scene_thread.proposed),
            Picture("thread", scene_thread.thread),
            Picture("thread-suggested", scene_thread.suggested),
            Picture("thread-levels", scene_thread.levels),
            Picture("thread-list", scene_thread.listed),
            Picture("thread-locked", scene_thread.locked),
            Picture("recurring", scene_recurring.breaks),
            Picture("recurring-phrases", scene_recurring.phrases),
            Picture("recurring-few", scene_recurring.few),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("timeliness", scene_timeliness.issued),
            Picture("timeliness-steps", scene_timeliness.steps),
            Picture("timeliness-late", scene_timeliness.late),
            Picture("timeliness-targets", scene_timeliness.targets),
            Picture("timeliness-country", scene_timeliness.country),
            Picture("agreement", scene_agreement.headline),
            Picture("agreement-pairs", scene_agreement.pairs),
            Picture("agreement-markers", scene_agreement.markers),
            Picture("agreement-rounds", scene_agreement.rounds),
            Picture("agreement-rewording", scene_agreement.rewording),
            Picture("insights", scene_insights.months),
            Picture("insights-behind", scene_insights.behind),
            Picture("insights-every-section", scene_insights.every_section),
            Picture("insights-sections", scene_insights.sections),
            Picture("insights-markers", scene_insights.markers),
            Picture("insights-decided", scene_insights.decided),
            Picture("insights-limits", scene_insights.limits),
            Picture("insights-limits-asked", scene_insights.rebase),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("scorecard", scene_scorecard.scorecard),
            Picture("scorecard-measure", scene_scorecard.measure),
            Picture("scorecard-values", scene_scorecard.values),
            Picture("scorecard-schools", scene_scorecard.schools),
            Picture("scorecard-typing", scene_scorecard.typing),
            Picture("scorecard-long", scene_scorecard.long_title),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("rounds-new", scene_rounds.new),
            Picture("rounds-words", scene_rounds.words),
            Picture("rounds", scene_rounds.scored),
            Picture("table_scoring", scene_rounds.table),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("reveal", scene_reveal.plans),
            Picture("reveal-plan", scene_reveal.plan),
            Picture("reveal-settling", scene_reveal.settling),
            Picture("reveal-closed", scene_reveal.closed),
        ),
    ),
    Chapter(
        scene_member.begin,
        (
            Picture("member-pack", scene_member.words),
            Picture("member", scene_member.part),
            Picture("member-audit", scene_member.form),
            Picture("member-submitted", scene_member.submitted),
            Picture("member-sent", scene_member.sent),
            Picture("member-card", scene_member.card),
            Picture("member-halves", scene_member.halves),
            Picture("member-empty", scene_member.nothing),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("calendar", scene_calendar.month),
            Picture("calendar-day", scene_calendar.day),
            Picture("calendar-list", scene_calendar.listed),
            Picture("calendar-meeting", scene_calendar.meeting),
            Picture("calendar-noted", scene_calendar.noted),
            Picture("calendar-action", scene_calendar.acting),
            Picture("calendar-lines", scene_calendar.lines),
            Picture("calendar-line", scene_calendar.line),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("chase", scene_chase.owed),
            Picture("chase-plan", scene_chase.advice),
            Picture("import-advice", scene_chase.log_preview),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("outcomes", scene_outcomes.progress),
            Picture("outcomes-reviews", scene_outcomes.reviews),
            Picture("outcomes-adulthood", scene_outcomes.adulthood),
            Picture("outcomes-person", scene_outcomes.person),
            Picture("outcomes-long", scene_outcomes.long_words),
            Picture("outcomes-plan", scene_outcomes.plan),
            Picture("outcomes-review", scene_outcomes.review),
            Picture("outcomes-outcome", scene_outcomes.outcome),
            Picture("outcomes-many", scene_outcomes.many),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("actions", scene_actions.listed),
            Picture("actions-practice", scene_actions.practice),
            Picture("actions-closed", scene_actions.closed),
            Picture("actions-form", scene_actions.form),
            Picture("actions-progress", scene_actions.progress),
            Picture("actions-long", scene_actions.long_words),
            Picture("actions-workbook-send", scene_workbooks.asked),
            Picture("actions-workbook-back", scene_workbooks.returned),
            Picture("actions-workbook-decided", scene_workbooks.decided),
            Picture("actions-workbook-out", scene_workbooks.out),
            Picture("actions-from-finding", scene_actions.from_finding),
            Picture("actions-many", scene_actions.many),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("improvement", scene_improvement.table),
            Picture("improvement-action", scene_improvement.action),
            Picture("improvement-form", scene_improvement.form),
            Picture("improvement-unexplained", scene_improvement.unexplained),
            Picture("improvement-timeline", scene_improvement.timeline),
            Picture("improvement-moved", scene_improvement.moved),
            Picture("improvement-risks", scene_improvement.risks),
            Picture("improvement-escalations", scene_improvement.escalations),
            Picture("improvement-versions", scene_improvement.versions),
            Picture("improvement-import", scene_improvement.coming_back),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("copy", scene_voice.deciding),
            Picture("copy-read", scene_voice.reading),
            Picture("family_voice", scene_voice.said),
            Picture("family_voice-form", scene_voice.noting),
        ),
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("reports", scene_reports.reports),
            Picture("reports-withheld", scene_reports.withheld),
            Picture("reports-commentary", scene_reports.commentary),
            Picture("reports-issuing", scene_reports.issuing),
            Picture("reports-evidence", scene_reports.evidence),
            Picture("reports-next", scene_reports.next_words),
            Picture("settings", scene_settings.people),
            Picture("settings-add-person", scene_settings.adding),
            Picture("settings-remove-person", scene_settings.removing),
            Picture("settings-passphrase", scene_settings.passphrase),
            Picture("settings-sheet", scene_settings.sheet),
            Picture("settings-frameworks", scene_settings.frameworks),
            Picture("settings-retention", scene_settings.retention),
            Picture("settings-trail", scene_settings.trail),
            Picture("settings-access", scene_settings.access),
            Picture("settings-appearance", scene_settings.looks),
            Picture("start-locked", scene_start.locked),
        ),
    ),
    Chapter(
        scene_states.begin_empty,  # with the demo both would take seconds
        (
            Picture("settings-backups", scene_settings.backups),
            Picture("settings-check", scene_settings.check),
            Picture("settings-report-look", scene_settings.report_look),
        ),
        has_demo=False,
    ),
    Chapter(
        scene_exchange.begin,
        (
            Picture("exchange", scene_exchange.packs),
            Picture("exchange-conflicts", scene_exchange.conflicts),
            Picture("exchange-reason", scene_exchange.reason),
        ),
        has_demo=False,
    ),
    Chapter(
        scene_plans.begin,
        (
            Picture("settings-passphrase-refused", scene_settings.refused_passphrase),
            Picture("fault", scene_settings.fault),
            Picture("reports-written", scene_reports.written),
            Picture("report-page-1", scene_reports.page_one),
            Picture("report-page-2", scene_reports.page_two),
            Picture("report-page-3", scene_reports.page_three),
            Picture("report-page-4", scene_reports.page_four),
            Picture("reports-not-written", scene_reports.not_written),
            Picture("audit-again", scene_audit.begun),
            Picture("audit-not-saved", scene_audit.not_saved),
        ),
        is_usual=False,
    ),
    Chapter(
        scene_plans.begin,
        tuple(Picture(name, draw) for name, draw in scene_pages.scenes().items()),
        is_usual=False,
    ),
    Chapter(scene_states.begin_reading, (Picture("home-reading-only", scene_states.home),), is_usual=False),
    Chapter(_begin_nothing, (Picture("start-first", scene_start.first),), has_demo=False, is_usual=False),
    Chapter(
        scene_states.begin_empty,
        (
            Picture("home-empty", scene_states.home),
            Picture("plans-empty", scene_plans.plans),
            Picture("samples-empty", scene_samples.samples),
            Picture("coverage-empty", scene_samples.nothing_covered),
            Picture("audit-empty", scene_audit.nothing),
            Picture("thread-empty", scene_thread.nothing),
            Picture("timeliness-empty", scene_timeliness.nothing),
            Picture("chase-empty", scene_chase.nothing),
            Picture("calendar-empty", scene_calendar.nothing),
            Picture("family_voice-empty", scene_voice.nothing),
            Picture("actions-empty", scene_actions.nothing),
            Picture("outcomes-empty", scene_outcomes.nothing),
            Picture("outcomes-adulthood-empty", scene_outcomes.nobody),
            Picture("improvement-empty", scene_improvement.nothing),
            Picture("agreement-empty", scene_agreement.nothing),
            Picture("insights-empty", scene_insights.nothing),
            Picture("scorecard-empty", scene_scorecard.nothing),
            Picture("rounds-empty", scene_rounds.nothing),
            Picture("reveal-empty", scene_reveal.nothing),
            Picture("exchange-empty", scene_exchange.nothing),
            Picture("recurring-empty", scene_recurring.breaks),
            Picture("reports-empty", scene_reports.reports),
            Picture("settings-access-empty", scene_settings.access),
            Picture("settings-report-look-empty", scene_settings.no_report_look),
            Picture("settings-report-look-refused", scene_settings.refused_report_look),
        ),
        has_demo=False,
        is_usual=False,
    ),
    Chapter(
        scene_states.begin_overfull,
        (
            Picture("home-overfull", scene_states.home),
            Picture("plans-overfull", scene_plans.plans),
            Picture("plan-overfull", scene_states.plan),
            Picture("samples-overfull", scene_samples.samples),
            Picture("draw-record-overfull", scene_samples.record),
            Picture("audit-overfull", scene_states.audit),
            Picture("audit-result-overfull", scene_states.result),
            Picture("thread-blank", scene_thread.blank),
            Picture("thread-overfull", scene_thread.overfull),
            Picture("settings-overfull", scene_settings.people),
            Picture("settings-trail-overfull", scene_settings.trail),
        ),
        has_demo=False,
        is_usual=False,
    ),
)

IN_DOCUMENTS = (
    *("start", "home", "home-dark", "plans", "plan", "import", "samples", "draw-record"),
    *("audit", "audit-dark", "audit-result", "reports", "settings", "report-page-1"),
    *("timeliness", "timeliness-dark", "timeliness-late", "timeliness-country"),
    *("import-columns", "import-columns-dark", "import-dark", "plan-dark", "coverage", "recurring", "chase"),
    *("audit-plan", "audit-plan-dark", "audit-plan-advice", "thread", "thread-dark"),
    *("rounds", "rounds-dark", "reveal-plan", "reveal-plan-dark", "member", "member-card"),
    *("agreement", "exchange", "insights", "improvement", "improvement-timeline"),
    *("scorecard-measure", "outcomes"),
    *("actions", "actions-workbook-back", "calendar", "calendar-meeting"),
)
"""The files that README and guide show, kept in docs/pictures; every other is drawn when it is asked for."""


def files() -> Iterator[tuple[Chapter, Setting, Picture, str]]:
    """Every file that can be drawn, by its name without an ending, in the order of drawing."""
    for chapter in CHAPTERS:
        for setting in chapter.settings:
            for picture in chapter.pictures:
                yield chapter, setting, picture, f"{picture.name}{setting.suffix}"
