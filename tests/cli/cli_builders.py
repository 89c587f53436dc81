"""A desk for the tests of the command line: a data folder, a cheap passphrase cost, a terminal that can be scripted."""

import io
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from audit_app.cli import main
from audit_app.cli.console import Console
from audit_app.composition import Composition, compose
from audit_app.machine.policy import Policy
from audit_app.store.keys.passphrase import KdfSettings
from forms.model import read_framework
from resources.frameworks import resolve

LIGHT = KdfSettings(time_cost=1, memory_kib=8, parallelism=1)
NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MARY = "mary has a long passphrase"
BEN = "ben has quite another one"
REGISTER_HEAD = "plan_ref,date_of_birth,primary_need,final_date,casework_team,ceased_date"
AUDITS_HEAD = "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause"


@dataclass(frozen=True, slots=True)
class Said:
    """What one call of the command line said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the result."""
        return self.out.splitlines()

    @property
    def faults(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def json(self) -> Any:
        """The one JSON document."""
        return json.loads(self.out)


@dataclass
class Desk:
    """One user's machine on 22 November 2026, its clock a second on each time it is read; calls go through `run`."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    kdf: KdfSettings = LIGHT
    policy: Policy = field(default_factory=Policy)
    changed: Callable[[Composition], Composition] = field(default=lambda composition: composition)
    ticks: Iterator[int] = field(default_factory=itertools.count)

    @property
    def workspace(self) -> Path:
        """Where the workspace of the tests lies."""
        return self.folder / "Ashford.ehcpaudit"

    def compose(self) -> Composition:
        """This desk's machine."""
        composition = compose(data=self.folder / "data", kdf=self.kdf, policy=self.policy)
        means = replace(composition.means, clock=lambda: NINE + timedelta(seconds=next(self.ticks)))
        return self.changed(replace(composition, means=means))

    def run(self, *words: object, console: Console | None = None) -> Said:
        """Call the command line."""
        self.capsys.readouterr()
        code = main([str(word) for word in words], compose=self.compose, console=console)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def typing(self, *answers: str | type[BaseException], words: Sequence[object]) -> tuple[Said, list[str]]:
        """Call it at a terminal where these are typed, one after the other; returns the questions too."""
        asked: list[str] = []
        left = list(answers)

        def ask(prompt: str) -> str:
            asked.append(prompt)
            answer = left.pop(0)
            if isinstance(answer, str):
                return answer
            raise answer

        out, err = io.StringIO(), io.StringIO()
        said = self.run(*words, console=Console(out, err, True, False, ask, ask))
        assert not left, f"never asked for: {left}"
        return Said(said.code, out.getvalue() + said.out, err.getvalue() + said.err), asked

    def new(self) -> None:
        """Make Mary's workspace."""
        said = self.run("new", self.workspace, "--organisation", "Ashford", "--person", "Mary")
        assert said.code == 0, said.err

    def file(self, name: str, text: str) -> Path:
        """A text file beside the workspace."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def register(self, rows: Sequence[str] = (), count: int = 30) -> Path:
        """A register of plans P-001 … and more rows."""
        plans = [f"P-{number:03},2012-01-05,ASD,2023-05-01,East," for number in range(1, count + 1)]
        return self.file("register.csv", "\n".join([REGISTER_HEAD, *plans, *rows, ""]))

    def audits(self, count: int = 3, reviewer: str = "Ann", year: int = 2026) -> Path:
        """Past weekly audits of P-001 …, one a day."""
        markers = read_framework(resolve("weekly-18/1") or "", resolve).markers
        rows = [
            f"P-{plan:03},{year}-10-{plan:02},weekly,,{reviewer},education,weekly-18,{marker.id},"
            f"{(plan + place) % 4},seen by the child's aunt,"
            for plan in range(1, count + 1)
            for place, marker in enumerate(markers)
        ]
        return self.file("audits.csv", "\n".join([AUDITS_HEAD, *rows, ""]))

    def filled(self) -> None:
        """A workspace with a register of 30 plans and three audits."""
        self.new()
        for words in (("register", self.register()), ("audits", self.audits())):
            said = self.run("import", words[0], self.workspace, words[1])
            assert said.code == 0, said.err
