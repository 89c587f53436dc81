"""The terminal, or what stands in its place: where results and faults go, and whether anything may be asked."""

import getpass
import io
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Console:
    """Results go to `out`, faults and progress to `err`; nothing is asked unless `may_ask`."""

    out: TextIO
    err: TextIO
    may_ask: bool
    shows_progress: bool
    ask: Callable[[str], str]
    ask_secretly: Callable[[str], str]

    def say(self, text: str) -> None:
        """A line of the result."""
        print(text, file=self.out)

    def warn(self, text: str) -> None:
        """A line beside the result: a fault, a reminder, a note."""
        print(text, file=self.err)

    def warn_all(self, texts: Iterable[object]) -> None:
        """Several lines beside the result."""
        for text in texts:
            self.warn(str(text))

    def say_json(self, document: Any) -> None:
        """The one JSON document of a result; ASCII only, so that every terminal and pipe can carry it."""
        self.say(json.dumps(document, indent=2))


def this_terminal() -> Console:
    """The console of this process; what its encoding cannot say is escaped rather than fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Console(
        out=sys.stdout,
        err=sys.stderr,
        may_ask=_is_terminal(sys.stdin),
        shows_progress=_is_terminal(sys.stderr),
        ask=_ask,
        ask_secretly=lambda prompt: getpass.getpass(prompt, stream=sys.stderr),
    )


def _is_terminal(stream: TextIO | None) -> bool:
    # A program without a console, and one whose streams were closed, has none.
    return stream is not None and not stream.closed and stream.isatty()


def _ask(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.rstrip("\n")
