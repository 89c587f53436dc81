"""Work in the background comes back on the window's thread, once, whatever happened to it."""

import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.services.progress import Progress


def fail(error: AppError) -> NoReturn:
    raise AssertionError(error.message)


def lose(progress: Progress) -> str:
    """A fault of the app's own."""
    held: dict[str, str] = {}
    return held["gone"]


@pytest.fixture
def jobs(qapp: QObject) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.cancel_all()
    assert made.wait()


def test_the_result_comes_back_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[object] = []
    here = threading.get_ident()
    jobs.start(
        lambda _: threading.get_ident(),
        on_success=lambda there: seen.extend([there != here, threading.get_ident() == here]),
        on_failure=fail,
    )
    qtbot.waitUntil(lambda: seen == [True, True])
    assert jobs.running == 0


def test_progress_is_shown_to_its_end(jobs: Jobs, qtbot: QtBot) -> None:
    shown: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 1001):
            progress(done, 1000)

    jobs.start(
        work,
        on_success=lambda _: None,
        on_failure=fail,
        on_progress=lambda done, total: shown.append((done, total)),
    )
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert shown[-1] == (1000, 1000)
    assert len(shown) < 200


def test_a_cancelled_job_calls_neither_success_nor_failure_but_says_that_it_is_over(jobs: Jobs, qtbot: QtBot) -> None:
    called: list[str] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            begun.set()
            progress(0, 1)

    job = jobs.start(
        work,
        on_success=lambda _: called.append("success"),
        on_failure=lambda _: called.append("failure"),
        on_finished=lambda: called.append("finished"),
    )
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: called == ["finished"])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AppError("The disk is full. Free some space."), "The disk is full. Free some space."),
        (FileNotFoundError(2, "No such file", "x.csv"), "There is no x.csv. Check the name."),
    ],
)
def test_an_expected_failure_comes_back_in_words(jobs: Jobs, qtbot: QtBot, error: Exception, words: str) -> None:
    told: list[str] = []

    def work(progress: Progress) -> None:
        raise error

    jobs.start(work, on_success=pytest.fail, on_failure=lambda failed: told.append(failed.message))
    qtbot.waitUntil(lambda: told == [words])


def test_a_fault_of_the_app_is_handed_to_the_crash_dialog_and_the_screen_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    with qtbot.waitSignal(jobs.crashed) as crash:
        jobs.start(lose, on_success=pytest.fail, on_failure=lambda failed: told.append(failed.message))
    assert isinstance(crash.args[0], KeyError)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "fault" in told[0]


def test_a_screen_that_is_gone_hears_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    class Gone(QObject):
        def show(self, result: object) -> None:
            raise AssertionError("called after its end")

    gone, let_go = Gone(), threading.Event()
    jobs.start(lambda _: let_go.wait(5), on_success=gone.show, on_failure=gone.show)
    shiboken6.delete(gone)
    let_go.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
