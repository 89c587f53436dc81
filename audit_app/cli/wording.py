"""`ehcp-audit wording`: the phrases of a text that may leave room for doubt, with where they stand and why."""

import sys
from pathlib import Path

from audit_app.cli.call import DONE, Call
from audit_app.domain.problems import AppError
from audit_app.intake.plain_text import read_text
from audit_app.services.wording import flags_of_text
from scoring.wording import Flag

_DOCUMENTS = (b"%PDF", b"PK\x03\x04")
"""How a PDF and a docx begin."""


def run(call: Call) -> int:
    """A line for each flag, or one JSON list; flags are a result and no fault."""
    source: Path = call.asked.file
    text = read_text(sys.stdin.buffer.read(), "standard input") if str(source) == "-" else _text_of(source)
    found = flags_of_text(text)
    if call.asked.json:
        call.console.say_json([_record(flag) for flag in found])
        return DONE
    for flag in found:
        line = text.count("\n", 0, flag.offset) + 1
        words = " ".join(flag.text.split())
        call.console.say(f"line {line}: “{words}” ({flag.severity.value}) {flag.of.why} {flag.of.better}")
    call.console.say(_summary(len(found)))
    return DONE


def _text_of(path: Path) -> str:
    from audit_app.intake.content import opened
    from audit_app.intake.plain_text import LIMITS

    with opened(path, LIMITS) as file:
        content = file.read()
    if content.startswith(_DOCUMENTS):
        raise AppError(
            f"{path.name} is a document and no plain text. Save its words as a .txt file and try that, or take it in "
            "with ehcp-audit import plan: its flags then stand beside the audit."
        )
    return read_text(content, path.name)


def _record(flag: Flag) -> dict[str, object]:
    return {
        "offset": flag.offset,
        "length": flag.length,
        "text": flag.text,
        "class": flag.of.id,
        "severity": flag.severity.value,
        "why": flag.of.why,
        "better": flag.of.better,
    }


def _summary(count: int) -> str:
    if not count:
        return "No phrase of the list was found. That says nothing about what the text leaves out."
    flags = "1 phrase" if count == 1 else f"{count} phrases"
    return f"{flags} flagged. A flag is a question, not a ruling: in its place a phrase can be right."
