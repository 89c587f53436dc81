"""The words of the command line: every command, option and help text; it does nothing itself."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types, types_draw
from audit_app.cli.parser_actions import add_actions
from audit_app.cli.parser_governance import add_governance
from audit_app.cli.parser_limits import add_limits
from audit_app.cli.parser_measures import add_measures
from audit_app.cli.parser_packs import add_pack_commands
from audit_app.cli.parser_parts import add_command, add_group
from audit_app.cli.parser_people import add_people_commands
from audit_app.cli.parser_plan import add_plan
from audit_app.cli.parser_timeliness import add_timeliness, add_timeliness_imports
from audit_app.cli.schema_option import PrintSchema
from audit_app.domain.cycles import Cycle
from audit_app.domain.features import Feature
from audit_app.domain.people import Agency
from audit_app.version import __version__

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands

KINDS = ("weekly", "monthly", "two-monthly", "bimonthly", "quarterly", "inspection", "you-said", "team", "chase")
SHAPES = ("xml", "collect", "collect-zip", "pre-submission", "template", "five-files", "annex-a")
CYCLES = tuple(cycle.value for cycle in Cycle)
AUDIENCES = ("group", "board", "public")
_ABOUT = "Audits the quality of Education, Health and Care plans, offline and encrypted."
_ENDS = """\
exit codes: 0 done, 1 the input or the workspace has faults (each on a line of its own on
standard error, nothing half done), 2 wrong use.

The passphrase is asked for, or read from --passphrase-file FILE or from the environment
variable EHCP_AUDIT_PASSPHRASE. Without a terminal nothing is asked."""


def build_parser() -> ArgumentParser:
    """The parser of everything that `ehcp-audit` understands; each command sets `module`, which has its `run`."""
    parser = ArgumentParser(
        prog="ehcp-audit",
        description=_ABOUT,
        epilog=_ENDS,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ehcp-audit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _open,
        _demo,
        _new,
        _import,
        _sample,
        _report,
        add_timeliness,
        add_actions,
        add_limits,
        add_measures,
        add_plan,
        add_governance,
        _safety,
        _child,
        _framework,
        _wording,
        add_people_commands,
        add_pack_commands,
    ):
        add(commands)
    return parser


def _open(commands: Commands) -> None:
    add_command(commands, "open", "open the window with this workspace", module="window", unlocks=False)


def _demo(commands: Commands) -> None:
    demo = add_command(
        commands, "demo", "make a fictional partnership with two years of audits", takes_workspace=False, unlocks=False
    )
    demo.add_argument("--dir", type=Path, metavar="DIR", help="the folder to make it in (default: the app's own)")
    demo.add_argument("--seed", type=types.words, default="demo", help="the same seed makes the same partnership")
    demo.add_argument("--no-window", action="store_true", help="do not open the window with it")
    demo.add_argument("--register-only", action="store_true", help="the register alone, without draws and audits")
    demo.add_argument(
        "--shape", choices=SHAPES, metavar="SHAPE", help=f"with it: a fictional return as a file, {', '.join(SHAPES)}"
    )
    demo.add_argument("--size", type=types.count, metavar="N", help="with it: how many persons the return has (1,000)")


def _new(commands: Commands) -> None:
    new = add_command(commands, "new", "make a workspace; prints its recovery sheet", acts_as=False)
    new.add_argument("--organisation", required=True, type=types.words, metavar="NAME", help="whose workspace it is")
    new.add_argument("--person", type=types.words, metavar="NAME", help="who makes it (default: the system's user)")
    new.add_argument("--recovery", type=Path, metavar="FILE", help="write the recovery sheet here, not on the screen")
    new.add_argument("--second-backup", type=Path, metavar="DIR", help="a second place for backups, such as a share")


def _import(commands: Commands) -> None:
    into = add_group(commands, "import", "bring a file into the workspace, whole or not at all")
    register = add_command(
        into, "register", "the register: CSV, XLSX, a SEN2 return, Annex A list 1", module="import_register"
    )
    register.add_argument("file", type=Path, metavar="FILE")
    how = register.add_mutually_exclusive_group()
    how.add_argument("--mapping", type=Path, metavar="FILE", help="JSON: the file's headings to our own")
    how.add_argument("--guess", action="store_true", help="print a mapping as guessed, and import nothing")
    register.add_argument("--faults", type=Path, metavar="LIST", help="save what is wrong as a list, .xlsx or .csv")
    audits = add_command(
        into, "audits", "past audits, a row a score or a row a plan, as CSV or XLSX", module="import_audits"
    )
    audits.add_argument("file", type=Path, metavar="FILE")
    how = audits.add_mutually_exclusive_group()
    how.add_argument("--mapping", type=Path, metavar="FILE", help="JSON: the sheet's headings and words to our own")
    how.add_argument("--guess", action="store_true", help="print a mapping as guessed, and import nothing")
    audits.add_argument("--sheet", type=types.words, metavar="NAME", help="this sheet of the workbook")
    advice = add_command(
        into, "advice", "a log of advice asked for, a row a request, CSV or XLSX", module="import_advice"
    )
    advice.add_argument("file", type=Path, metavar="FILE")
    outcomes = add_command(
        into, "outcomes", "outcomes of plans, a row an outcome at a review, CSV or XLSX", module="import_outcomes"
    )
    outcomes.add_argument("file", type=Path, metavar="FILE")
    adulthood = add_command(
        into, "adulthood", "who may need adult care or health, a row a plan, CSV or XLSX", module="import_adulthood"
    )
    adulthood.add_argument("file", type=Path, metavar="FILE")
    for command in (register, audits, advice, outcomes, adulthood):
        command.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")
    plan = add_command(into, "plan", "a plan's document, docx or PDF, kept encrypted", module="import_plan")
    plan.add_argument("plan_ref", metavar="PLAN_REF")
    plan.add_argument("file", type=Path, metavar="FILE")
    plan.add_argument("--advice-of", choices=[one.value for one in Agency], help="the file is this agency's advice")
    plan.add_argument("--service", type=types.words, metavar="NAME", help="with --advice-of: the service it comes from")
    plan.add_argument("--json", action="store_true", help="print what was found as one JSON document")
    add_timeliness_imports(into)


def _sample(commands: Commands) -> None:
    sample = add_command(commands, "sample", "draw plans to audit, so that anybody can repeat it")
    sample.add_argument("--cycle", required=True, choices=CYCLES, metavar="CYCLE", help=", ".join(CYCLES))
    sample.add_argument("--size", required=True, type=types.count, metavar="N", help="how many plans")
    sample.add_argument("--seed", required=True, type=types.words, metavar="S", help="any text of one line")
    sample.add_argument("--on", required=True, type=types.day, metavar="YYYY-MM-DD", help="the day of the draw")
    sample.add_argument(
        "--months", type=types.months, default=12, metavar="N", help="leave out plans audited in so many months (12)"
    )
    _design(sample)
    sample.add_argument("--json", action="store_true", help="print the draw as one JSON document")


def _design(sample: ArgumentParser) -> None:
    """What may be asked of a draw beyond its size; each option can be given several times."""
    fields = ", ".join(one.value for one in Feature)
    more = sample.add_argument_group(
        "strata, exclusions and weights", f"FIELD: {fields}. TRAIT: FIELD=VALUE, or a field of yes or no alone."
    )
    add = partial(more.add_argument, action="append", default=[])
    add("--stratify", type=types_draw.feature, metavar="FIELD", help="share the places out by the size of its groups")
    add("--quota", type=types_draw.quota, metavar="NAME=N", help="this stratum gets N places, whatever its size")
    add("--exclude", type=types_draw.trait, metavar="TRAIT", help="leave these plans out")
    add("--weight", type=types_draw.weight, metavar="TRAIT=N", help="N times as likely to be drawn")


def _report(commands: Commands) -> None:
    report = add_command(commands, "report", "write a report's figures; prints the files written")
    report.add_argument("--kind", required=True, choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    report.add_argument(
        *("--period",), required=True, metavar="PERIOD", help="YYYY-Www, YYYY-MM[..YYYY-MM], YYYY-MM-DD..YYYY-MM-DD"
    )
    report.add_argument("--round", type=types.words, metavar="ID", help="one multi-agency round only")
    of_cycles = f"whose audits, where not the kind's own: {', '.join(CYCLES)}"
    report.add_argument("--cycle", choices=CYCLES, metavar="CYCLE", help=of_cycles)
    report.add_argument(*("--audience",), choices=AUDIENCES, metavar="AUDIENCE", help="group (default), board, public")
    report.add_argument(
        *("--line",), type=types.words, metavar="NAME", help="the reporting line it is made for; brings its audience"
    )
    report.add_argument("--issue", action="store_true", help="issue it: its figures are kept as they are handed out")
    report.add_argument("--why", type=types.words, metavar="TEXT", help="why figures are other than issued before")
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder; made when missing")
    report.add_argument(
        *("--formats",),
        type=types.formats,
        default=types.FORMATS,
        metavar="F,F",
        help="pdf,xlsx,csv,json (default: these), docx",
    )
    add = report.add_argument
    add("--schema", action=PrintSchema, nargs=0, help="print the schema of the figures' JSON, and nothing else")
    add("--plans", type=types.references, default=(), metavar="REF,REF", help="inspection: all behind these plans")
    add("--figure", type=types.words, metavar="ID", help="inspection: all behind this figure's plans")
    add("--next", type=types.words, metavar="TEXT", help="you-said: what is done next, in the note's own words")
    add("--with-documents", action="store_true", help="inspection: the plans' documents too, not their names alone")


def _safety(commands: Commands) -> None:
    check = add_command(commands, "check", "check file, keys, log, replay, grades and the access log")
    check.add_argument("--json", action="store_true", help="print what was found as one JSON document")
    backup = add_command(commands, "backup", "make a verified backup; prints its folders")
    backup.add_argument("--to", type=Path, metavar="DIR", help="also into this place, instead of the second place")
    backup.add_argument("--remember", action="store_true", help="let DIR be the second place from now on")
    restore = add_command(
        commands, "restore", "make a workspace from a backup; nothing is overwritten", takes_workspace=False
    )
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="one backup, or a folder of backups: its newest")
    restore.add_argument("workspace", type=Path, metavar="WORKSPACE", help="the workspace to make")
    trail = add_command(commands, "log", "the audit trail: when, who, what, why, old and new", module="trail")
    trail.add_argument("--plan", metavar="PLAN_REF", help="only what concerns this plan")
    trail.add_argument("--by", metavar="PERSON", help="only what this person did")
    trail.add_argument("--from", dest="first", type=types.day, metavar="YYYY-MM-DD", help="from this day on")
    trail.add_argument("--to", dest="last", type=types.day, metavar="YYYY-MM-DD", help="up to this day")
    trail.add_argument("--limit", type=types.count, default=100, metavar="N", help="the newest N changes (100)")
    trail.add_argument("--json", action="store_true", help="print the changes as one JSON document")


def _child(commands: Commands) -> None:
    subject = add_command(commands, "subject", "write everything held on one child; prints the files written")
    subject.add_argument("plan_ref", metavar="PLAN_REF")
    subject.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder; made when missing")
    erase = add_command(commands, "erase", "erase one plan, or what the retention rules say is due", module="erasing")
    erase.add_argument("plan_ref", nargs="?", metavar="PLAN_REF")
    erase.add_argument("--due", action="store_true", help="what the retention rules say is due today")
    erase.add_argument("--reason", type=types.words, metavar="TEXT", help="the rule or request behind it; is kept")
    erase.add_argument("--dry-run", action="store_true", help="say what would be erased, and erase nothing")


def _framework(commands: Commands) -> None:
    frameworks = add_group(commands, "framework", "frameworks: what an audit asks")
    check = add_command(
        frameworks,
        "check",
        "say line by line what is wrong with a framework file",
        module="framework_check",
        takes_workspace=False,
        unlocks=False,
    )
    check.add_argument("file", type=Path, metavar="FILE")


def _wording(commands: Commands) -> None:
    wording = add_command(
        commands,
        "wording",
        "flag phrases of a text that may leave room for doubt, with where they stand and why",
        takes_workspace=False,
        unlocks=False,
    )
    wording.add_argument("file", type=Path, metavar="FILE", help="a text, or - for standard input")
    wording.add_argument("--json", action="store_true", help="print the flags as one JSON list")
