"""The board of the golden thread under the hand: 40 needs, 40 outcomes, 80 lines of provision and 160 links.

A line is drawn with the mouse across the whole board; each number is how long the window was away until it was painted.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import statistics
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.screens.thread.board import BoardView
from audit_app.screens.thread.cards import Board, Card, Strand
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.moves import Way, next_card
from audit_app.ui.theme import Look
from scoring.thread.breaks import BreakKind
from scoring.thread.model import ItemRole, Link

NEEDS, OUTCOMES, LINES, LINKS = 40, 40, 80, 160
GOAL_MS = 16.0
STEPS, ROUNDS = 60, 5
SIZES = (QSize(1070, 520), QSize(2340, 1240))
WORDS = (
    "finds it hard to attend to what is said in a busy room, to hold it in mind and to act on it in order, above all "
    "in the afternoon, when the lesson is long"
)


def full_board() -> Board:
    """A board with more on it than any plan has."""
    roles = ((ItemRole.NEED, "B", NEEDS), (ItemRole.OUTCOME, "E", OUTCOMES), (ItemRole.PROVISION, "F", LINES))
    columns: dict[ItemRole, tuple[Card, ...]] = {ItemRole.ASPIRATION: ()}
    links = _links()
    beside: dict[str, list[str]] = {}
    for link in links:
        beside.setdefault(link.first, []).append(link.second)
        beside.setdefault(link.second, []).append(link.first)
    for role, section, count in roles:
        columns[role] = tuple(
            Card(
                f"{role.value}{at}",
                role,
                section,
                f"{role.value.capitalize()} {at}: the pupil {WORDS}.",
                breaks=(BreakKind.NEED_WITHOUT_OUTCOME,) if at % 7 == 0 else (),
                flags=((20, 32),),
                linked=tuple(beside.get(f"{role.value}{at}", ())),
            )
            for at in range(count)
        )
    return Board(columns, tuple(Strand(link, "" if at % 5 else "Alike.") for at, link in enumerate(links)))


def _links() -> list[Link]:
    found = [Link(f"need{at}", f"outcome{at}") for at in range(NEEDS)]
    found += [Link(f"outcome{at // 2}", f"provision{at}") for at in range(LINES)]
    found += [Link(f"need{at}", f"provision{(at * 7) % LINES}") for at in range(LINKS - len(found))]
    return found


def timed(act: Callable[[], object], app: QApplication) -> float:
    """Milliseconds until it is done and painted."""
    begun = time.perf_counter()
    act()
    app.processEvents()
    return (time.perf_counter() - begun) * 1000


def drawn(view: BoardView, app: QApplication) -> list[float]:
    """A line drawn to and fro over the board, move by move."""
    port = view.viewport()
    start = view.place_of("need0")
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    times = []
    for turn in range(ROUNDS):
        for step in range(1, STEPS + 1):
            part = step if turn % 2 == 0 else STEPS - step
            place = start + QPoint(
                part * (port.width() - start.x() - 10) // STEPS, part * (port.height() - 60) // STEPS
            )
            times.append(timed(partial(QTest.mouseMove, port, place), app))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))
    return times


def walked(view: BoardView, board: Board, app: QApplication) -> list[float]:
    """Arrow keys down a column and across: all that is in view is painted anew."""
    current, times = "need0", []
    for step in range(STEPS):
        current = next_card(board, current, Way.DOWN if step % 3 else Way.RIGHT if step % 2 else Way.LEFT)
        times.append(timed(partial(view.show_marks, Marks(current)), app))
    return times


def scrolled(view: BoardView, app: QApplication) -> list[float]:
    """The wheel, notch by notch."""
    bar = view.verticalScrollBar()
    return [timed(partial(bar.setValue, at * 120), app) for at in range(STEPS)]


def main() -> None:
    """Measure at the size of a small window and of a large screen."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look, board = Look(app), full_board()
    print("| what | board | median | worst | goal |\n|---|---|---|---|---|")
    for size in SIZES:
        view = BoardView()
        view.resize(size)
        view.show()
        shown = [timed(partial(view.show_board, board, Marks("need0"), may_link=True), app) for _ in range(ROUNDS)]
        rows = {
            "a link drawn by mouse, each move": drawn(view, app),
            "an arrow key": walked(view, board, app),
            "a notch of the wheel": scrolled(view, app),
            "the whole board shown": shown,
        }
        for name, times in rows.items():
            goal = f"at most {GOAL_MS:g} ms" if name.startswith("a link") else "–"
            wide = f"{size.width()} × {size.height()}"
            print(f"| {name} | {wide} | {statistics.median(times):.1f} ms | {max(times):.1f} ms | {goal} |")
        view.close()
    del look


if __name__ == "__main__":
    main()
