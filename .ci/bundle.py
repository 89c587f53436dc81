"""Builds the folder that runs without Python or a network, lists what is in it, and lets it test itself."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bundle_components import CYCLONEDX, READABLE, Component, cyclonedx, readable
from bundle_parts import COMMAND, WINDOW, bundle_name, executable
from bundle_sources import components_of
from bundle_sums import SUMS, differences, write_sums

from audit_app.version import __version__

ROOT = Path(__file__).resolve().parents[1]
LICENCES = "licences"
_NO_NETWORK = ("unshare", "--net", "--map-root-user")
_SELF_TEST_SECONDS = 300


class Stopped(Exception):
    """The bundle was not made; the text says why."""


def main(arguments: list[str]) -> int:
    """Make the bundle in dist/; 0 done, 1 it could not be built or does not pass its own test."""
    asked = _parser().parse_args(arguments)
    began = time.monotonic()
    folder = asked.into.resolve() / bundle_name(__version__)
    try:
        with tempfile.TemporaryDirectory(prefix="ehcp-audit-bundle-") as name:
            sources = build(folder, Path(name))
        built = time.monotonic() - began
        count = add_papers(folder, sources)
        files = write_sums(folder)
        test(folder)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{folder}: {files:,} files, {size / 2**20:,.0f} MiB, {count} components; built in {built:.0f} s.")
    return 0


def build(folder: Path, work: Path) -> list[str]:
    """Let PyInstaller make the folder; returns the files that it was made from. Raises Stopped."""
    say(f"-- building {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    spec = Path(__file__).with_name("bundle.spec")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(folder.parent), "--workpath", str(work), str(spec)]
    env = {
        **os.environ,
        "BUNDLE_NAME": folder.name,
        "PYTHONPATH": str(ROOT),  # this checkout, whatever else is installed
        "PYTHONHASHSEED": "1",  # with the next line: the same bytes in each build of one commit
        "SOURCE_DATE_EPOCH": _moment("%ct") or "0",
    }
    done = subprocess.run(command, cwd=work, env=env, check=False)
    if done.returncode != 0 or not executable(folder, COMMAND).is_file():
        raise Stopped("PyInstaller did not make the folder; what it said stands above.")
    collected = json.loads((work / spec.stem / "collected.json").read_text(encoding="utf-8"))
    return [source for _, source in collected if source]


def add_papers(folder: Path, sources: list[str]) -> int:
    """The list of components, their licences, our own licence and the page for IT; returns how many components."""
    say("-- listing what is in it")
    try:
        components = components_of(sources, ROOT)
    except LookupError as error:
        raise Stopped(str(error)) from error
    app = Component("ehcp-audit", __version__, "MIT")
    (folder / CYCLONEDX).write_text(cyclonedx(app, components, _moment("%cI")), encoding="utf-8", newline="\n")
    (folder / READABLE).write_text(readable(app, components), encoding="utf-8", newline="\n")
    for component in components:
        for number, text in enumerate(component.texts):
            place = folder / LICENCES / f"{component.name}-{component.version}".replace(":", "_")
            place.mkdir(parents=True, exist_ok=True)
            name = f"{number}-{text.name}" if (place / text.name).exists() else text.name
            shutil.copyfile(text, place / name)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    shutil.copyfile(ROOT / "docs" / "for-it.md", folder / "for-it.md")
    return len(components)


def test(folder: Path) -> None:
    """Run the self-test with no Python in reach and, where the system can do it, no network; raises Stopped."""
    cut_off = _can_cut_off()
    say("-- its self-test, " + ("in a network namespace with nothing in it" if cut_off else "with network use refused"))
    command = [*(_NO_NETWORK if cut_off else ()), str(executable(folder, COMMAND)), "--self-test"]
    with tempfile.TemporaryDirectory(prefix="ehcp-audit-bundle-test-") as name:
        env = {"HOME": name, "TMPDIR": name, "TEMP": name, "TMP": name, "LC_ALL": "C.UTF-8", "PATH": ""}
        env |= {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR") if key in os.environ}
        done = subprocess.run(
            [shutil.which(command[0]) or command[0], *command[1:]],
            cwd=name,
            env=env,
            timeout=_SELF_TEST_SECONDS,
            check=False,
        )
        window = subprocess.run([str(executable(folder, WINDOW)), "--version"], cwd=name, env=env, check=False)
        left = [path for path in Path(name).rglob("*") if path.is_file()]
    if done.returncode != 0:
        raise Stopped("The bundle does not pass its self-test; what it said stands above.")
    if window.returncode != 0:
        raise Stopped(f"{WINDOW} does not start.")
    if left:
        raise Stopped(f"The self-test left files behind: {', '.join(map(str, left))}")
    if wrong := differences(folder):
        raise Stopped(f"Running the bundle changed it, or {SUMS} is wrong: {'; '.join(wrong[:5])}")


def say(text: str) -> None:
    """A line at once, before what the next program says."""
    print(text, flush=True)


def _can_cut_off() -> bool:
    """Whether a program can be started here without any network."""
    if sys.platform != "linux" or not shutil.which(_NO_NETWORK[0]):
        return False
    return subprocess.run([*_NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0


def _moment(form: str) -> str:
    """When this commit was made, as git formats it; empty where that is not known."""
    command = ["git", "log", "-1", f"--format={form}"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bundle", description=__doc__)
    parser.add_argument(
        "--into", type=Path, default=ROOT / "dist", metavar="DIR", help="the folder to make it in (dist)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
