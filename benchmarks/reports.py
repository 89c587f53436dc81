"""Two-monthly reports, of the demo and over 1,000 audits, in all formats; the floor is that of the weekly report.

The floor gets a box and a line of words for each shape of a chart besides: bare drawing, without tags and meaning.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, SimpleDocTemplate

from audit_app.services.demo import make_demo
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from benchmarks._measure import compare, show
from benchmarks._workspaces import fill, means, workspace
from benchmarks.weekly_report import NOW, Case, bare_pdf, floor, ours, told
from exports import document
from exports.document import Document
from exports.report_files import FORMATS

DEMO = ReportAsked("two-monthly", "2026-09..2026-10", round="2026-09")
"""One round: eight plans, five agencies."""
LONG = ReportAsked("two-monthly", "2026-09..2026-10")
AUDITS = 1000


def case_of(place: Workspace, asked: ReportAsked) -> Case:
    """The report, counted and put into words."""
    made = report(place, asked)
    return told(made, *contents(place, made))


def shapes_of(asked: Document) -> int:
    """How many shapes and words the report's charts have."""
    return sum(len(block.scene.items) for block in asked.blocks if isinstance(block, document.Chart))


def bare_shapes(number: int) -> Sequence[Flowable]:
    """As many boxes, as reportlab draws them by itself."""
    drawing = Drawing(480, 190)
    for at in range(number):
        drawing.add(Rect(at % 470, at % 180, 8, 8))
    return [drawing]


def with_shapes(case: Case, folder: Path) -> Callable[[], object]:
    """The floor's files, with as many chart shapes on a page of their own."""
    write, number = floor(case, folder, *FORMATS), shapes_of(case.document)

    def run() -> None:
        write()
        SimpleDocTemplate(str(folder / "shapes.pdf"), pagesize=A4).build(list(bare_shapes(number)))

    return run


@contextmanager
def demo() -> Iterator[tuple[Workspace, Path]]:
    """The demo's workspace, open."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        machine = replace(means(folder), clock=lambda: NOW)
        made = make_demo(folder, machine)
        with open_workspace(made.workspace_path, made.passphrase, machine) as place:
            yield place, folder


def measure(place: Workspace, folder: Path, asked: ReportAsked, name: str, runs: int) -> None:
    """One report against its floor, with and without counting, and what the process took at most."""
    before = _peak()
    case = case_of(place, asked)
    counted = _peak()
    ours(case, folder, *FORMATS)()
    print(f"memory at most: {before:.0f} MB before, {counted:.0f} MB counted, {_peak():.0f} MB with every file written")
    cells = sum(len(sheet.grid.fields) * (1 + len(sheet.grid.rows)) for sheet in case.book.sheets)
    pages = bare_pdf(case.document)[1]
    print(f"{name}: {cells:,} cells in tables, {pages} pages of the floor, {shapes_of(case.document)} shapes in charts")
    every = with_shapes(case, folder)

    def whole() -> None:
        ours(case_of(place, asked), folder, *FORMATS)()

    show(
        compare(f"{name} as PDF", ours(case, folder, "pdf"), floor(case, folder, "pdf"), runs=runs, goal=None),
        compare(f"{name} as workbook", ours(case, folder, "xlsx"), floor(case, folder, "xlsx"), runs=runs, goal=None),
        compare(f"{name} in all formats", ours(case, folder, *FORMATS), every, runs=runs, goal=1.5),
        compare(f"{name}, counting first", whole, every, runs=max(runs // 2, 1), goal=None),
    )
    begun = time.perf_counter()
    whole()
    print(f"{name}: from asking to the last file in {time.perf_counter() - begun:.2f} s")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def long(runs: int) -> None:
    """The report over many audits."""
    with workspace() as place, TemporaryDirectory() as name:
        fill(place, AUDITS)
        measure(place, Path(name), LONG, f"two-monthly report over {AUDITS:,} audits", runs)


def short(runs: int) -> None:
    """The demo's report of one round."""
    with demo() as (place, folder):
        measure(place, folder, DEMO, "two-monthly report of one round", runs)


def main() -> None:
    """Measure both, the long one first, so that the memory it takes is its own; or one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="?", choices=("long", "demo"))
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    for name, run in (("long", long), ("demo", short)):
        if asked.which in (None, name):
            run(asked.runs)


if __name__ == "__main__":
    main()
