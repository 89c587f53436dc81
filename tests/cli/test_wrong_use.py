"""Wrong use is 2 and says what is meant, before anything is opened; help is there for everything."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_builders import Desk

from audit_app.cli import main, types
from audit_app.cli.parser import build_parser
from audit_app.version import __version__
from exports.report_files import EVERY_FORMAT, FORMATS

COMMANDS = """
open; demo; new; import register; import audits; import plan; sample; report; check; backup; restore; log; subject;
erase; framework check; people list; people add; people remove; passphrase; recover; wording; timeliness;
import trajectory; import comparison; import advice; limits list; limits anew; limits back;
measures load; measures import; measures export;
pack inspect; pack export; pack import; pack join;
actions export; actions import; calendar export; import adulthood; import outcomes; meeting; plan export; plan import
"""


def commands(parser: ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ArgumentParser]]:
    """Every command's words and parser."""
    groups = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    if not groups:
        yield before, parser
    for group in groups:
        for name, sub in group.choices.items():
            yield from commands(sub, (*before, name))


def test_every_command_of_this_version_is_there() -> None:
    wanted = {tuple(words.split()) for words in COMMANDS.replace("\n", " ").split(";")}
    assert {words for words, _ in commands(build_parser())} == wanted


@pytest.mark.parametrize("words", [words for words, _ in commands(build_parser())], ids=" ".join)
def test_help_of_a_command_is_0_and_explains_every_option(words: tuple[str, ...], desk: Desk) -> None:
    said = desk.run(*words, "--help")
    assert said.code == 0
    assert said.err == ""
    parser = dict(commands(build_parser()))[words]
    assert parser.description is not None
    assert parser.description.endswith(".")
    for action in parser._actions:
        if action.option_strings:
            assert action.help, f"{words}: {action.option_strings} has no help"
            assert action.option_strings[-1] in said.out


@pytest.mark.parametrize("words", [words for words, _ in commands(build_parser())], ids=" ".join)
def test_the_module_of_a_command_has_a_run(words: tuple[str, ...]) -> None:
    import importlib

    module = importlib.import_module(str(dict(commands(build_parser()))[words].get_default("module")))
    assert callable(module.run)


def test_version_is_told_on_one_line(desk: Desk) -> None:
    assert desk.run("--version").lines == [f"ehcp-audit {__version__}"]


def test_without_a_command_and_a_screen_the_help_is_shown_and_it_is_wrong_use(desk: Desk) -> None:
    said = desk.run()
    assert said.code == 2
    assert said.out == ""
    assert "usage: ehcp-audit" in said.err
    assert said.faults[-1].startswith("The window needs a screen")


WRONG = {
    "unknown command": ("audit",),
    "group alone": ("import",),
    "no organisation": ("new", "W"),
    "empty organisation": ("new", "W", "--organisation", " "),
    "abbreviated option": ("new", "W", "--organ", "Ashford"),
    "cycle": ("sample", "W", "--cycle", "daily", "--size", "6", "--seed", "s", "--on", "2026-11-22"),
    "no day": ("sample", "W", "--cycle", "weekly", "--size", "6", "--seed", "s"),
    "size 0": ("sample", "W", "--cycle", "weekly", "--size", "0", "--seed", "s", "--on", "2026-11-22"),
    "size in words": ("sample", "W", "--cycle", "weekly", "--size", "six", "--seed", "s", "--on", "2026-11-22"),
    "impossible day": ("sample", "W", "--cycle", "weekly", "--size", "6", "--seed", "s", "--on", "2026-02-30"),
    "other form of day": ("sample", "W", "--cycle", "weekly", "--size", "6", "--seed", "s", "--on", "22/11/2026"),
    "kind": ("report", "W", "--kind", "daily", "--period", "2026-10", "--out", "out"),
    "audience": ("report", "W", "--kind", "weekly", "--period", "2026-10", "--out", "out", "--audience", "press"),
    "unknown format": ("report", "W", "--kind", "weekly", "--period", "2026-10", "--out", "out", "--formats", "doc"),
    "no format": ("report", "W", "--kind", "weekly", "--period", "2026-10", "--out", "out", "--formats", ","),
    "role": ("people", "add", "W", "Ben", "--agency", "health", "--role", "king"),
    "erase what": ("erase", "W", "--reason", "asked"),
    "erase both": ("erase", "W", "P-001", "--due", "--reason", "asked"),
    "erase why": ("erase", "W", "P-001"),
    "empty why": ("erase", "W", "P-001", "--reason", ""),
    "remember what": ("backup", "W", "--remember"),
    "no text": ("subject", "W", "P-\udce4", "--out", "out"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_2_with_a_reason_and_nothing_on_standard_output(words: tuple[str, ...], desk: Desk) -> None:
    said = desk.run(*words)
    assert said.code == 2
    assert said.out == ""
    assert said.faults
    assert "Traceback" not in said.err


@pytest.mark.parametrize("asked", ["doc", "json,odt", "xls"])
def test_a_format_that_there_is_none_of_is_refused_with_those_that_there_are(asked: str, desk: Desk) -> None:
    said = desk.run("report", "W", "--kind", "weekly", "--period", "2026-10", "--out", "out", "--formats", asked)
    assert said.code == 2
    assert "Choose from pdf, xlsx, csv, json, docx." in said.err


def test_the_formats_of_the_command_line_are_those_that_can_be_written() -> None:
    assert (types.FORMATS, types.EVERY_FORMAT) == (FORMATS, EVERY_FORMAT)


def test_a_seed_that_is_empty_is_named(desk: Desk) -> None:
    said = desk.run("sample", "W", "--cycle", "weekly", "--size", "6", "--seed", "", "--on", "2026-11-22")
    assert said.code == 2
    assert "--seed: it is empty" in said.err


def test_building_the_parser_imports_no_service_and_no_database() -> None:
    import subprocess
    import sys

    code = "import sys, audit_app.cli.parser as p; p.build_parser(); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    loaded = set(done.stdout.split())
    assert "audit_app.cli.parser" in loaded
    heavy = ("audit_app.services", "audit_app.store", "sqlcipher3", "sqlite_utils", "cryptography", "openpyxl", "tqdm")
    assert not [name for name in loaded if name.startswith(heavy)]


def test_main_takes_the_arguments_of_the_process(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr("sys.argv", ["ehcp-audit", "--version"])
    assert main() == 0
