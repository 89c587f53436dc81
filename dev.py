"""Sets this project up in .venv, then runs it or its checks; needs only Python and knows nothing of audits."""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up-for"
VERSIONS = ((3, 11), (3, 12), (3, 13))

# What the Qt wheels expect of a Linux system: the library, then the names that Debian's releases give its package.
QT_LIBRARIES = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
QT_PROBE = "from PySide6.QtWidgets import QApplication, QLabel; app = QApplication([]); QLabel('x').show()"


class Stop(Exception):
    """A command cannot go on; the text says why and what to do next."""


def say(text: str) -> None:
    """Prints a line at once, so that it stands before the output of the tool started next."""
    print(text, flush=True)


def start(*command: str | Path, **env: str) -> int:
    """Runs a program in the project's root, its output shown, and gives its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **env}, check=False).returncode


def answer(*command: str | Path) -> str:
    """What a program prints, or nothing when it fails or is not there."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def tool(name: str) -> Path:
    """The path of a command installed in the environment."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


# What only the system can give.


def apt_install(purpose: str, wanted: list[tuple[str, ...]]) -> None:
    """Installs Debian packages, each given by the names it may have, when this user may.

    Raises Stop with the exact line to run when it may not, or when apt-get fails.
    """
    may = os.geteuid() == 0
    updated = may and start("apt-get", "update", "-qq") == 0  # a bare system knows no names before it
    names = [name_here(candidates) for candidates in wanted]
    line = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(names)
    if not may:
        raise Stop(f"{purpose} Run this line, then start again:\n  sudo sh -c {shlex.quote(line)}")
    say(f"{purpose} Installing {' '.join(names)}")
    install = ("apt-get", "install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *names)
    if not updated or start(*install, DEBIAN_FRONTEND="noninteractive") != 0:
        raise Stop(f"{purpose} They could not be installed; what apt-get said stands above. The line was:\n  {line}")


def name_here(names: tuple[str, ...]) -> str:
    """The first of a Debian package's names that this release offers, else the first."""
    for name in names if len(names) > 1 else ():
        policy = answer("apt-cache", "policy", name)
        if "Candidate:" in policy and "Candidate: (none)" not in policy:
            return name
    return names[0]


def can_load(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_qt_libraries() -> None:
    """Installs what Qt needs of a Linux system where it may; raises Stop with what is missing when Qt cannot start."""
    missing = [library for library in QT_LIBRARIES if not can_load(library)] if sys.platform == "linux" else []
    advice = ""
    try:
        if missing and shutil.which("apt-get"):
            apt_install("Qt needs libraries of the system.", [QT_LIBRARIES[library] for library in missing])
        elif missing:
            advice = f"Qt needs libraries of the system. Install the packages that bring {', '.join(missing)}."
    except Stop as stop:
        advice = str(stop)
    if start(tool("python"), "-c", QT_PROBE, QT_QPA_PLATFORM="offscreen") != 0:
        raise Stop(advice or "Qt does not start on this machine; what it said stands above.")
    if advice:
        say(f"The checks can run, but a window may not open. {advice}")


# The environment.


def place() -> str:
    """What an environment is tied to: a version of Python and a folder, because its scripts name both."""
    return f"Python {sys.version_info.major}.{sys.version_info.minor} in {ROOT}"


def digest() -> str:
    """What the environment was made from: a change of these files means setting up again."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml"))).hexdigest()


def is_usable() -> bool:
    """Whether .venv can be kept: same Python, same folder, and it has pip."""
    if Path(sys.prefix).resolve() == VENV:
        return True
    if STAMP.exists() and STAMP.read_text(encoding="utf-8").split("\n")[0] != place():
        return False
    version = answer(tool("python"), "-c", "import pip, sys; print(sys.version_info[:2])").strip()
    return version == str(sys.version_info[:2])


def make_environment() -> None:
    """Makes .venv; on Debian the package that can do so may have to be installed first."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not shutil.which("apt-get"):
            raise Stop("This Python lacks the modules venv and ensurepip. Install a complete Python and start again.")
        apt_install("Python needs a package to make environments.", [(package,)])
    say(f"Making the environment {VENV}")
    if start(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        raise Stop(f"The environment could not be made in {VENV}; what Python said stands above.")


def install() -> None:
    """Installs exactly what the lock names, pip itself first, then this project as it lies here."""
    pip = (tool("python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
    entries = LOCK.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    first = VENV / "pip.lock"
    first.write_text("\n".join(entry for entry in entries if entry.startswith("pip==")), encoding="utf-8")
    for requirements in (first, LOCK):
        if start(*pip, "--only-binary=:all:", "--retries=2", "--require-hashes", "-r", requirements) != 0:
            raise Stop(
                "The packages could not be installed; what pip said stands above. They come from the internet: check "
                "that this machine is connected, then start again. What was installed already is kept."
            )
    if start(*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT) != 0:
        raise Stop("This project could not be installed into its environment; what pip said stands above.")


def set_up() -> None:
    """Makes the environment ready; does nothing when it was made from the same files."""
    if sys.version_info[:2] not in VERSIONS:
        wanted = ", ".join(".".join(map(str, version)) for version in VERSIONS)
        raise Stop(
            f"This project needs Python {wanted}; this is {sys.version.split()[0]}. Start dev.py with one of them."
        )
    wanted = f"{place()}\n{digest()}\n"
    if is_usable():
        if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
            return
    else:
        make_environment()
    STAMP.unlink(missing_ok=True)
    say("Installing the packages of requirements.lock and this project")
    install()
    ensure_qt_libraries()
    STAMP.write_text(wanted, encoding="utf-8")


# The commands.


def run() -> None:
    """The main job on a fictional partnership in demo/: the window, or without a screen its files and a picture."""
    script(".ci/main_job.py", ROOT / "demo")


def pictures(arguments: list[str]) -> None:
    """Draws the app's screens into docs/pictures/; with --all every one, in every size and theme, into demo/."""
    script("tests/pictures/draw_all.py", *arguments, PYTHONPATH=str(ROOT / "tests"))


def bundle(arguments: list[str]) -> None:
    """Makes the folder that runs without Python or a network."""
    script(".ci/bundle.py", *arguments)


def script(name: str, *arguments: str | Path, **env: str) -> None:
    """Runs a script of this project with the environment's Python; raises Stop when it fails."""
    if start(tool("python"), ROOT / name, *arguments, **env) != 0:
        raise Stop(f"{name} stopped; what it said stands above.")


def test(pytest_arguments: list[str]) -> None:
    """Format, lint, types, contracts and tests; stops at the first that fails."""
    # mypy takes one module of a name a run, and every folder of tests may have a conftest
    conftests = sorted((ROOT / "tests").glob("*/conftest.py"))
    steps: dict[str, list[tuple[str | Path, ...]]] = {
        "format": [(tool("ruff"), "format", "--check")],
        "lint": [(tool("ruff"), "check")],
        "types": [(tool("mypy"),), *((tool("mypy"), path) for path in conftests)],
        "contracts": [(tool("lint-imports"),)],
        # a file's tests stay together, for they share what they set up; a few processes, for each makes a demo
        "tests": [
            (tool("pytest"), "--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile", *pytest_arguments)
        ],
    }
    took = []
    for name, commands in steps.items():
        say(f"-- {name}")
        began = time.monotonic()
        if any(start(*command) != 0 for command in commands):
            raise Stop(f"The step '{name}' failed; what it found stands above.")
        took.append(f"{name} {time.monotonic() - began:.0f} s")
    say("All steps passed: " + ", ".join(took))


def lock(uv_arguments: list[str]) -> None:
    """Makes requirements.lock again from pyproject.toml; versions move only where they must (or with -- --upgrade)."""
    if not shutil.which("uv"):
        raise Stop("The lock is made with uv, which is not on the path. Install uv, then start again.")
    options = (
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--python-version",
        "3.11",
    )
    new = LOCK.with_suffix(".new")
    shutil.copyfile(LOCK, new)
    code = start("uv", "pip", "compile", *options, "--group", "dev", "-o", new, *uv_arguments, "pyproject.toml")
    if code != 0 or "://" in new.read_text(encoding="utf-8"):
        raise Stop(f"The lock was left as it was: uv failed, or {new.name} names an address.")
    new.replace(LOCK)


def bench() -> None:
    """Every benchmark, one after the other."""
    for path in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        say(f"-- {path.stem}")
        if start(tool("python"), "-m", f"benchmarks.{path.stem}") != 0:
            raise Stop(f"The benchmark '{path.stem}' failed; what it said stands above.")


PASSING = {"test": test, "pictures": pictures, "bundle": bundle, "lock": lock}
"""The commands that hand on what they do not know themselves."""


def parser() -> argparse.ArgumentParser:
    """The command line of this file."""
    result = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = result.add_subparsers(dest="command", title="commands", metavar="COMMAND")
    commands.add_parser("run", help="set up, then open the window on a demo; without a screen write its files")
    commands.add_parser("test", help="set up, then check format, lint, types, contracts and tests; after -- for pytest")
    commands.add_parser("pictures", help="set up, then draw the screens for the documents; --all for every one")
    commands.add_parser("bundle", help="set up, then make the folder that runs without Python; after -- its options")
    commands.add_parser("lock", help="make requirements.lock again from pyproject.toml; after -- for uv")
    commands.add_parser("bench", help="set up, then run the benchmarks")
    return result


def main(arguments: list[str]) -> int:
    """Runs one command; 0 done, 1 something failed, 2 wrong use."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    asked, unknown = parser().parse_known_args(arguments[:split])
    command, passed_on = asked.command, [*unknown, *arguments[split + 1 :]]
    if command is None:
        parser().print_help()
        return 0
    if passed_on and command not in PASSING:
        parser().error(f"{command} takes no arguments, but got: {' '.join(passed_on)}")
    try:
        if command != "lock":
            set_up()
        if command in PASSING:
            PASSING[command](passed_on)
        else:
            {"run": run, "bench": bench}[command]()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
