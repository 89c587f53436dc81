"""Pages of every kind of report, rich and thin: as they were kept, nothing over anything, nothing beyond an edge."""

import sys
from pathlib import Path

import pytest
from made_parts import LAST
from made_reports import REPORTS
from page_ink import COLUMNS, MOST_CELLS, ROWS, Box, differing, faults, pages_of, side_by_side

from audit_app.services.reports.reporting import KINDS
from exports.document import Column, Document, Heading, Paragraph, Table, TitleBlock
from exports.pdf.build import pdf_bytes
from exports.pdf.pictures import pages_told
from resources.theme import read_theme

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
sys.path.insert(0, str(GOLDEN))

from make_pages import PAGES, kept  # noqa: E402 - the path stands above

RENEW = "If the change is wanted: python tests/golden/make_pages.py, look at the pages, commit what it wrote."


@pytest.mark.parametrize("name", REPORTS)
def test_pages_look_as_they_were_kept(name: str) -> None:
    before, now = kept(name), pages_of(REPORTS[name]())
    for number in range(max(len(before), len(now))):
        old = before[number] if number < len(before) else None
        new = now[number] if number < len(now) else None
        is_same = old is not None and new is not None and differing(old, new) <= MOST_CELLS
        assert is_same, f"{name}, page {number + 1}, as kept and now:\n{side_by_side(old, new)}\n{RENEW}"


@pytest.mark.parametrize("name", REPORTS)
def test_no_words_stand_over_others_or_beyond_the_edge_and_no_page_is_empty(name: str) -> None:
    assert list(faults(REPORTS[name]())) == []


def test_every_kind_of_report_has_pages_rich_and_thin() -> None:
    for kind in (*KINDS, "inspection-index", "learning"):
        assert kind in REPORTS
        thin = [name for name in REPORTS if name.startswith(f"{kind}-")]
        assert thin or kind in ("inspection", "quarterly", "two-monthly"), kind
    assert {path.stem for path in PAGES.iterdir()} == set(REPORTS)


def test_a_chase_list_says_nothing_of_audits() -> None:
    for name in ("chase", "chase-nothing"):
        said = " ".join(page.text for page in pages_told(REPORTS[name]()))
        assert "cycle of audits" not in said
        assert "Sections and agencies" not in said


def paper(shares: tuple[float, float], rows: int) -> bytes:
    """A table with columns so wide and so many rows."""
    columns = (Column("What", shares[0]), Column("How many of them there are", shares[1]))
    table = Table(columns, tuple((f"Row {at}", "some words in a cell") for at in range(rows)))
    asked = Document(
        TitleBlock("Ashford", "A page", "September", ()), "A page", "foot", "A page", (Heading("Table"), table)
    )
    return pdf_bytes(asked, read_theme("light"), LAST)


def test_letters_smoothed_otherwise_are_the_same_page_and_a_moved_column_or_row_is_not() -> None:
    (same,), (otherwise,) = pages_of(paper((2, 1), 9)), pages_of(paper((2, 1), 9), wide=260)
    assert differing(same, otherwise) <= MOST_CELLS
    (moved,), (longer,) = pages_of(paper((1, 1), 9)), pages_of(paper((2, 1), 11))
    assert differing(same, moved) > MOST_CELLS
    assert differing(same, longer) > 0
    assert len(same) == ROWS
    assert {len(row) for row in same} == {COLUMNS}


def test_words_over_words_are_noticed() -> None:
    one = Box("one", 10, 10, 50, 20)
    assert one.covers(Box("two", 30, 10, 70, 20)) == pytest.approx(0.5)
    assert one.covers(Box("three", 50, 10, 90, 20)) == 0
    assert one.covers(Box("four", 10, 21, 50, 31)) == 0


@pytest.mark.parametrize("rows", range(28, 40))
def test_a_table_never_leaves_one_row_alone_on_a_page(rows: int) -> None:
    *_, last = pages_told(paper((2, 1), rows))
    assert last.text.count("some words") != 1


def test_a_page_with_next_to_nothing_is_noticed() -> None:
    blocks = (Paragraph("Words. " * 40), Heading("Alone", new_page=True))
    asked = Document(TitleBlock("Ashford", "A page", "September", ()), "A page", "foot", "A page", blocks)
    assert any("next to nothing" in one for one in faults(pdf_bytes(asked, read_theme("light"), LAST)))
