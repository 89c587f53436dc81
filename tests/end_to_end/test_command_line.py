"""The command line as a process of its own: start-up, real passphrase cost, pipes, faults, kills."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from audit_app.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "mary has a long passphrase"
HEAVY = (
    "PySide6",
    "openpyxl",
    "reportlab",
    "sqlcipher3",
    "sqlite_utils",
    "cryptography",
    "argon2",
    "argparse",
    "typing",
)
ROWS = "\n".join(["plan_ref,date_of_birth,final_date", *(f"P-{n:03},2012-01-05,2023-05-01" for n in range(1, 21)), ""])


def start(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `ehcp-audit` without a terminal; the passphrase stands in the environment."""
    command = [sys.executable, "-m", "audit_app.cli", *map(str, words)]
    variables = {**os.environ, "EHCP_AUDIT_PASSPHRASE": PASSPHRASE, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        command, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )


def test_a_register_becomes_a_draw_with_the_real_passphrase_cost(tmp_path: Path) -> None:
    workspace = tmp_path / "Ashford.ehcpaudit"
    made = start("new", workspace, "--organisation", "Ashford", "--person", "Mary")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("RECOVERY SHEET\n")
    keys = json.loads((workspace / "keys.json").read_bytes())
    assert "262144" in json.dumps(keys)  # 256 MiB a guess: what tests use instead cannot be asked for from outside
    register = tmp_path / "register.csv"
    register.write_text(ROWS, encoding="utf-8")
    imported = start("import", "register", workspace, register)
    assert imported.returncode == 0, imported.stderr
    words = ("sample", workspace, "--cycle", "weekly", "--size", "6", "--seed", "s", "--on", "2026-11-22", "--json")
    drawn = start(*words)
    assert drawn.returncode == 0, drawn.stderr
    assert len(json.loads(drawn.stdout)["plans"]) == 6
    wrong = start(*words, EHCP_AUDIT_PASSPHRASE="not hers at all")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("The passphrase is not right.")


def test_no_variable_makes_a_passphrase_cheaper_to_guess(tmp_path: Path) -> None:
    names = {name for path in (ROOT / "audit_app").rglob("*.py") for name in _variables(path.read_text("utf-8"))}
    assert names == {"EHCP_AUDIT_PASSPHRASE", "EHCP_AUDIT_NEW_PASSPHRASE", "EHCP_AUDIT_PACK_CODE"}


def _variables(text: str) -> set[str]:
    return set(re.findall("EHCP_AUDIT_[A-Z_]+", text))


def test_version_loads_nothing_that_only_some_commands_need() -> None:
    code = "import sys; from audit_app.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    said, modules = done.stdout.splitlines()
    assert said == f"ehcp-audit {__version__}"
    loaded = set(modules.split())
    assert "audit_app.version" in loaded
    assert not [name for name in loaded if name.split(".")[0] in HEAVY]
    assert {name for name in loaded if name.startswith("audit_app")} == {
        "audit_app",
        "audit_app.cli",
        "audit_app.version",
    }


def test_version_takes_at_most_three_times_as_long_as_python_alone() -> None:
    code = "from audit_app.cli import main; main(['--version'])"

    def fastest(source: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        return min(times)

    assert fastest(code) <= 3 * fastest("pass")


def test_the_language_of_the_terminal_does_not_matter(tmp_path: Path) -> None:
    workspace = tmp_path / "Ålesund.ehcpaudit"
    made = start("new", workspace, "--organisation", "Åre", "--person", "Mary", PYTHONIOENCODING="ascii")
    assert made.returncode == 0, made.stderr
    assert "Organisation: \\xc5re" in made.stdout


def test_a_fault_in_the_app_is_one_sentence_and_its_places_are_kept(home: Path, tmp_path: Path) -> None:
    broken = (
        "import sys, audit_app.cli.framework_check as command\n"
        "def run(call): raise KeyError('Amina of plan P-001')\n"
        "command.run = run\n"
        "from audit_app.cli import main\n"
        "sys.argv = ['ehcp-audit', 'framework', 'check', 'Amina.toml']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", broken], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("The app has a fault and could not go on.")
    (log,) = home.rglob("faults.log")
    text = log.read_text(encoding="utf-8")
    assert "step: framework check" in text
    assert "audit_app/cli/run.py, line " in text
    assert "KeyError" in text
    assert "Amina" not in text + done.stderr


def test_a_reader_that_leaves_is_no_fault_of_the_app() -> None:
    command = [sys.executable, "-m", "audit_app.cli", "framework", "check", "resources/frameworks/core-42.toml"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait() == 1


def test_a_package_of_the_same_name_elsewhere_stops_every_command(tmp_path: Path) -> None:
    (tmp_path / "scoring").mkdir()
    (tmp_path / "scoring" / "__init__.py").touch()
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from audit_app.cli import main\n"
        "sys.exit(main(['framework', 'check', 'x.toml']))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "The app's part 'scoring' was found in" in done.stderr
