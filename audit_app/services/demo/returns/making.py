"""Writes one fictional return into a folder, whole or not at all, with the answers it must give beside it."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.files import sentence, write_whole
from audit_app.services.demo.returns.answers import Answers
from audit_app.services.demo.returns.books import write_annex_a, write_pre_submission, write_template
from audit_app.services.demo.returns.children import Child, children, survey_day
from audit_app.services.demo.returns.files import pack, write_collect, write_five, write_xml
from audit_app.services.demo.returns.modules import Module
from audit_app.services.demo.returns.shapes import Shape
from audit_app.services.progress import STEP, Progress, in_silence


@dataclass(frozen=True, slots=True)
class ReturnMade:
    """A return that was written: its file or folder, the file with its answers, and those."""

    path: Path
    answers_path: Path
    answers: Answers


def write_return(
    folder: Path, shape: Shape, size: int, seed: str, today: date, progress: Progress | None = None
) -> ReturnMade:
    """Write a return of so many persons, for the last survey before a day; the same seed, the same return.

    Annex A lists those with a plan in force alone, and its answers are counted over them. Raises AppError where there
    is such a file already, the shape holds fewer persons, or the place will not do; then nothing is left.
    """
    if size > shape.most:
        raise AppError(f"This shape holds at most {shape.most:,} persons. Make fewer, or another shape.")
    target = folder / f"fictional-return-{shape}-{size}{shape.suffix}"
    if target.exists():
        raise AppError(f"{target} exists already. Delete it first, or write into another folder.")
    beside = folder / f".making-{target.name}"
    on = survey_day(today)
    counted = _Counted(size, seed, on, progress or in_silence, listed_only=shape is Shape.ANNEX_A)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(beside)
        _write(beside, shape, counted, on)
        beside.rename(target)
    except OSError as error:
        raise AppError(sentence(error, target)) from error
    finally:
        _clear(beside)
        _clear(beside.with_suffix(".files"))
    answers_path = folder / f"{target.stem}-answers.json"
    write_whole(answers_path, (json.dumps(counted.answers.document(), indent=1) + "\n").encode())
    return ReturnMade(target, answers_path, counted.answers)


class _Counted:
    """The children of a return, counted the first time they are gone through."""

    def __init__(self, size: int, seed: str, on: date, progress: Progress, *, listed_only: bool) -> None:
        self.answers = Answers()
        self._size, self._seed, self._on, self._progress = size, seed, on, progress
        self._listed_only = listed_only
        self._is_counted = False

    def children(self) -> Iterator[Child]:
        """Every child."""
        counts, self._is_counted = not self._is_counted, True
        for done, child in enumerate(children(self._size, self._seed, self._on)):
            if done % STEP == 0:
                self._progress(done, self._size)
            rows = child.rows if not self._listed_only else [child.listed] if child.listed else []
            if counts and rows:
                self.answers.add(rows, self._on)
            yield child

    def persons(self) -> Iterator[Module]:
        """Every child as a return has them."""
        return (child.module for child in self.children())


def _write(path: Path, shape: Shape, made: _Counted, on: date) -> None:
    match shape:
        case Shape.XML:
            write_xml(path, made.persons(), on)
        case Shape.COLLECT:
            write_collect(path, made.persons(), on)
        case Shape.COLLECT_ZIP:
            files = path.with_suffix(".files")
            write_collect(files, made.persons(), on)
            pack(files, path)
        case Shape.PRE_SUBMISSION:
            write_pre_submission(path, made.persons())
        case Shape.TEMPLATE:
            write_template(path, made.persons, on)
        case Shape.FIVE_FILES:
            write_five(path, made.persons())
        case Shape.ANNEX_A:
            write_annex_a(path, made.children())


def _clear(path: Path) -> None:
    """Remove a file or folder, where it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
