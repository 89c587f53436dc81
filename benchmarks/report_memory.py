"""How much memory writing a report takes, for reports of different lengths, each in a process of its own.

First the two-monthly report over many audits, whose pages do not grow and whose workbook does; then a weekly report
with a page for each plan, the longest that there is. What is told, the figures and plans that were counted, is there
before and not part of it. Linux only: it asks the system for the most memory that the process had.
"""

import gc
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._workspaces import fill, workspace
from benchmarks.reports import LONG, case_of, demo
from benchmarks.weekly_report import Case
from benchmarks.weekly_report import case_of as weekly_case
from exports.report_files import FORMATS, write_report

LENGTHS = {"audits": (1000, 4000, 16000), "plan pages": (250, 1000, 4000)}


@contextmanager
def audits(number: int) -> Iterator[Case]:
    """The two-monthly report over so many audits."""
    with workspace() as place:
        fill(place, number)
        yield case_of(place, LONG)


@contextmanager
def plan_pages(number: int) -> Iterator[Case]:
    """The demo's weekly report, as if it had so many plans."""
    with demo() as (place, _):
        case = weekly_case(place)
    plans = case.content.plans
    many = (replace(plans[at % len(plans)], plan_ref=f"EHC{at:06}") for at in range(number))
    yield replace(case, content=replace(case.content, plans=tuple(many)))


CASES = {"audits": audits, "plan pages": plan_pages}


def make(name: str, number: int, kept: Path) -> None:
    """Count a case and keep it for the process that measures, which should have done nothing else."""
    with CASES[name](number) as case:
        kept.write_bytes(pickle.dumps((case.report.head(), case.report.rows(), case.content)))


def measure(what: str, kept: Path) -> None:
    """Write the report once with few plans, so that libraries are loaded, then as long as it is."""
    head, rows, content = pickle.loads(kept.read_bytes())  # noqa: S301 - made by this program a moment ago
    with TemporaryDirectory() as folder:
        write_report(Path(folder), "short", head, rows, FORMATS, [replace(content, plans=content.plans[:6])])
        for formats in (("pdf",), ("xlsx",), FORMATS):
            gc.collect()
            Path("/proc/self/clear_refs").write_text("5")
            before, begun = _memory("VmRSS"), time.process_time()
            written = write_report(Path(folder), "long", head, rows, formats, [content])
            size = sum(path.stat().st_size for path in written) / 1e6
            print(
                f"{what} as {', '.join(formats)}: {before:.0f} MB before, at most {_memory('VmHWM') - before:.1f} MB "
                f"more, {size:.2f} MB written, {time.process_time() - begun:.2f} s of the processor",
                flush=True,
            )


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def main() -> None:
    """Measure every case at every length, each made in one process and measured in another."""
    if len(sys.argv) > 1:
        step, name, number, kept = sys.argv[1:]
        make(name, int(number), Path(kept)) if step == "make" else measure(f"{int(number):,} {name}", Path(kept))
        return
    with TemporaryDirectory() as folder:
        for case, length, step in product(CASES, range(3), ("make", "measure")):
            told = [step, case, str(LENGTHS[case][length]), str(Path(folder) / "case")]
            subprocess.run([sys.executable, "-m", "benchmarks.report_memory", *told], check=True)


if __name__ == "__main__":
    main()
