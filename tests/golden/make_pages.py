"""Keeps how the pages of every made-up report look now, as grids of ink that the tests hold later pages against.

    .venv/bin/python tests/golden/make_pages.py

writes `pages/NAME.txt` for each row of `made_reports.REPORTS` and says which changed. Run it when a change of the
pages is wanted, look at these reports (`python3 dev.py pictures --only page`), then commit the files with the change.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from made_reports import REPORTS  # noqa: E402 - the path stands above
from page_ink import Page, pages_of  # noqa: E402 - the path stands above

PAGES = HERE / "pages"


def kept(name: str) -> tuple[Page, ...]:
    """The pages of a report as they were kept; none where it is new."""
    path = PAGES / f"{name}.txt"
    parts = path.read_text(encoding="ascii").split("\n\n") if path.is_file() else []
    return tuple(tuple(part.strip().splitlines()) for part in parts)


def main() -> None:
    """Write every report's pages, and take away those of reports that are no more."""
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.txt"):
        if old.stem not in REPORTS:
            old.unlink()
            print(f"{old.stem} is no more")
    for name, make in REPORTS.items():
        now = pages_of(make())
        if now != kept(name):
            print(f"{name} changed")
            (PAGES / f"{name}.txt").write_text("\n\n".join("\n".join(page) for page in now) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
