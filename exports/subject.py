"""Everything held on one child: JSON for programs, text for people, and the documents; it knows no workspace."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.register import REGISTER_FIELDS
from audit_app.files import whole_file
from audit_app.machine.folders import ready

Record = Mapping[str, object]

_LABELS = {field.name: field.label for field in REGISTER_FIELDS}
_INDENT = "  "
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class SubjectPart:
    """One part of what is held: its name in JSON, its heading, what it is in a sentence, and its records."""

    name: str
    title: str
    about: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """A document that is held: what its file is called, and its bytes, read when they are written."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class SubjectDocument:
    """Everything held on the child of one plan."""

    plan_ref: str
    head: Record
    parts: tuple[SubjectPart, ...]
    files: tuple[SubjectFile, ...] = ()


def write_subject(document: SubjectDocument, out: Path) -> list[Path]:
    """Write `subject-PLAN_REF.json`, `.txt` and the documents into the folder, made when missing: all or none.

    Returns the paths. Files of the same plan that are there already are replaced. Raises AppError where one cannot be
    written or a document cannot be read.
    """
    stem = f"subject-{_file_name(document.plan_ref)}"
    folder = ready(out)
    paths = [folder / f"{stem}.json", folder / f"{stem}.txt", *(folder / file.name for file in document.files)]
    with ExitStack() as stack:
        handles = [stack.enter_context(whole_file(path)) for path in paths]
        handles[0].write(json_bytes(document))
        handles[1].write(text_bytes(document))
        for handle, file in zip(handles[2:], document.files, strict=True):
            handle.write(file.read())
        for handle in handles:
            handle.flush()  # a full disk is told here, while no file has its name
    return paths


def document_file(plan_ref: str, number: int, name: str) -> str:
    """What the file of a document is called; of its own name the ending alone, which a reader needs."""
    ending = _ENDING.search(name)
    return f"subject-{_file_name(plan_ref)}-document-{number}{ending[0].lower() if ending else ''}"


def _file_name(plan_ref: str) -> str:
    """The reference as every system can write it; where that changes it, with a mark so that no two meet."""
    plain = re.sub(r"[^A-Za-z0-9-]", "_", plan_ref)
    if plain == plan_ref:
        return plain
    return f"{plain}-{hashlib.sha256(plan_ref.encode('utf-8', 'replace')).hexdigest()[:8]}"


def json_bytes(document: SubjectDocument) -> bytes:
    """One object: `subject`, then each part by its name as a list of records."""
    record: dict[str, object] = {"subject": dict(document.head)}
    record |= {part.name: [dict(one) for one in part.records] for part in document.parts}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def text_bytes(document: SubjectDocument) -> bytes:
    """The same in words, with a heading for each part, also for one in which nothing is held."""
    return ("\n".join(_text(document)) + "\n").encode("utf-8", "replace")


def _text(document: SubjectDocument) -> Iterator[str]:
    title = f"Everything held on plan {document.plan_ref}"
    yield from (title, "=" * len(title), "")
    yield from _lines(document.head, "")
    for part in document.parts:
        yield from ("", part.title, "-" * len(part.title), part.about)
        if not part.records:
            yield "Nothing is held here."
        for number, record in enumerate(part.records, start=1):
            yield from ("", f"{number} of {len(part.records)}")
            yield from _lines(record, _INDENT)


def _lines(record: Record, indent: str) -> Iterator[str]:
    for name, value in record.items():
        label = label_of(name)
        if isinstance(value, Mapping):
            yield f"{indent}{label}:"
            yield from _lines(value, indent + _INDENT)
        elif _is_records(value):
            yield from _nested(label, value, indent)
        else:
            first, *more = _words(value).splitlines() or [""]
            yield f"{indent}{label}: {first}"
            yield from (f"{indent}{_INDENT}{line}" for line in more)


def _is_records(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(one, Mapping) for one in value)


def _nested(label: str, value: object, indent: str) -> Iterator[str]:
    records = value if isinstance(value, Sequence) else ()
    for number, one in enumerate(records, start=1):
        yield f"{indent}{label}, {number} of {len(records)}:"
        yield from _lines(one if isinstance(one, Mapping) else {"value": one}, indent + _INDENT)


def label_of(name: str) -> str:
    """A field's name in words."""
    words = name.replace("_", " ")
    return _LABELS.get(name) or words[:1].upper() + words[1:]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_words(one) for one in value)
    return "" if value is None else str(value)
