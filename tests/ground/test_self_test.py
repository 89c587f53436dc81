"""`ehcp-audit --self-test` does a whole audit, leaves nothing, touches nothing of the user, uses no network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = "from audit_app.self_test import main; import sys; sys.exit(main())"
LIGHT = "from audit_app.self_test import running; running._load = lambda: lambda folder: Steps(folder)"
STEPS = """
class Steps:
    def __init__(self, folder): self.folder = folder
    def __getattr__(self, name): return self.work if name == BROKEN else lambda: None
    def work(self):
        {work}
"""


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs code in a bare environment whose home and temporary folder lie in `folder`."""
    for name in ("home", "temp"):
        (folder / name).mkdir(exist_ok=True)
    env = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temp")}
    if os.name == "nt":
        env |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "TEMP": env["TMPDIR"], "USERPROFILE": env["HOME"]}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=120)


def left(folder: Path) -> list[Path]:
    return [path for name in ("home", "temp") for path in (folder / name).rglob("*")]


def broken(work: str, folder: Path, step: str = "check") -> subprocess.CompletedProcess[str]:
    """A self-test of which one step does something else, and the others nothing."""
    return python(f"{STEPS.format(work=work)}\nBROKEN = {step!r}\n{LIGHT}\n{RUN}", folder)


def test_a_whole_audit_is_done_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = python("from audit_app.cli import main; import sys; sys.exit(main(['--self-test']))", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len([line for line in lines if line.endswith(" s")]) == 8
    assert lines[-1].startswith("OK: one whole audit in ")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "tried to use the network"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "tried to use the network"),
        ("import os; open(os.path.join({there!r}, 'home', 'a'), 'w')", "tried to write"),
        ("import os; os.mkdir(os.path.join({there!r}, 'home', 'a'))", "tried to write"),
        ("import os; os.rename(self.folder / 'home', os.path.join({there!r}, 'home', 'a'))", "tried to write"),
        ("import os; open(str(self.folder) + 'a', 'w')", "tried to write"),
        ("raise OSError(28, 'No space left on device', 'x')", "no room left"),
    ],
)
def test_a_step_that_strays_fails_the_test_with_a_sentence(tmp_path: Path, work: str, said: str) -> None:
    done = broken(work.format(there=str(tmp_path)), tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.splitlines()[-1].startswith("The self-test failed.")
    assert "OK" not in done.stdout
    assert left(tmp_path) == []


def test_what_strays_is_told_even_where_the_app_expected_an_error(tmp_path: Path) -> None:
    work = "from contextlib import suppress; import socket\n        with suppress(Exception): socket.socket()"
    done = broken(work, tmp_path, step="register")
    assert (done.returncode, "tried to use the network" in done.stderr) == (1, True)


def test_a_fault_of_the_app_is_told_with_its_places_and_a_sentence(tmp_path: Path) -> None:
    done = broken("raise KeyError('a fault of ours')", tmp_path, step="audit")
    assert done.returncode == 1
    assert "KeyError: 'a fault of ours'" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("The self-test failed.")
    assert left(tmp_path) == []


def test_a_policy_with_faults_fails_it(tmp_path: Path) -> None:
    code = (
        "from audit_app.self_test import running\nfrom audit_app.machine.policy_file import read_policy\n"
        "from pathlib import Path\n"
        f"running.machine_policy = lambda: read_policy(Path({str(tmp_path / 'policy.toml')!r}), openness=lambda _: '')"
    )
    (tmp_path / "policy.toml").write_text("idle = 3", encoding="utf-8")
    done = python(f"{code}\n{RUN}", tmp_path)
    assert done.returncode == 1
    assert "line 1: “idle” is not a key" in done.stderr
