"""Starts the processes of the window benchmarks in turn, on a demo of their own, with bytecode kept as installed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.composition import compose
from audit_app.services.demo import make_demo
from resources.demo import partnership

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """One process: the seconds from its start at which each step was done, its memory in KiB, and what it said."""

    at: dict[str, float]
    kib: int
    said: str

    def between(self, one: str, other: str) -> float:
        """Seconds from one step to another."""
        return self.at[other] - self.at[one]

    @property
    def derivation(self) -> float:
        """Seconds that the key derivation took in this process."""
        return self.between("key being derived", "key derived")


class Starter:
    """Starts empty windows, the app on the demo, and the key derivation alone."""

    def __init__(self, folder: Path) -> None:
        words = partnership()
        means = compose(data=folder / "data").means
        made = make_demo(folder / "workspaces", means)
        self._opened = ("opened", str(made.workspace_path), str(folder / "data"), words.passphrase)
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def empty(self) -> Run:
        """The floor: an empty main window, painted."""
        return self._run("empty")

    def opened(self, *options: str) -> Run:
        """The app on the demo until everything on Home is painted; `options` are Python's own."""
        return self._run(*self._opened, options=options)

    def key(self) -> Run:
        """The key derivation with nothing beside it."""
        return self._run("key")

    def _run(self, *words: str, options: tuple[str, ...] = ()) -> Run:
        command = [sys.executable, *options, "-m", "benchmarks._window_process", *words]
        begun = time.perf_counter()
        done = subprocess.run(
            command, cwd=_ROOT, env=self._environment, capture_output=True, text=True, timeout=120, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        told = json.loads(done.stdout)
        return Run({step: at - begun for step, at in told["at"].items()}, told["kib"], done.stderr)


@contextmanager
def starter(warm: int = 2) -> Iterator[Starter]:
    """A starter whose bytecode is written and whose files are in the system's cache."""
    with TemporaryDirectory() as name:
        made = Starter(Path(name))
        for _ in range(warm):
            made.empty()
            made.opened()
            made.key()
        yield made
