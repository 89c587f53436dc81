"""The PDF as it is read: tags, order, heads of pages, fonts, and texts that would break a layout."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from export_builders import LONG_NAME, ON, SCOPE, content, draw, figures, head, plan, shortfall
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_reading import Reading, read
from pdfua import validate

from exports.content import Content, Extract
from exports.document import Bullets, Column, Document, Facts, Heading, Paragraph, Quote, Table, TitleBlock
from exports.pages.report import document_of
from exports.pdf.build import pdf_bytes
from resources.theme import read_theme
from scoring.figures import Audience, apply_audience, proportion_figure

THEME = read_theme("light")


def pdf_of(report: Content) -> bytes:
    return pdf_bytes(document_of(report), THEME, ON)


def document(*blocks: object) -> Document:
    title = TitleBlock("Ashford", "Weekly audit", "week 38", (("For", "the group"),))
    return Document(title, "Weekly audit", "Data up to today", "A test", blocks)  # type: ignore[arg-type]  # blocks


def pdf(*blocks: object) -> Reading:
    return read(pdf_bytes(document(*blocks), THEME, ON))


@pytest.fixture(scope="module")
def made() -> bytes:
    """The weekly report of the builders."""
    return pdf_of(content())


@pytest.fixture(scope="module")
def reading(made: bytes) -> Reading:
    """The same, read back."""
    return read(made)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_independent_checker_finds_nothing(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(made)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


def test_everything_drawn_is_tagged_or_an_artifact_and_every_tag_is_reached(reading: Reading) -> None:
    for page in reading.pages:
        assert page.unmarked == []
        assert page.marked == {}  # reading took every piece out


def test_headings_begin_with_one_title_and_leave_out_no_level(reading: Reading) -> None:
    kinds = [kid.kind for kid in reading.tree.kids if kid.kind in ("H1", "H2", "H3", "H4")]
    assert kinds[0] == "H1"
    assert kinds.count("H1") == 1
    levels = [int(kind[1]) for kind in kinds]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_headers_with_a_scope_and_rows_of_one_length(reading: Reading) -> None:
    tables = reading.tree.all("Table")
    assert len(tables) > 6
    for table in tables:
        rows = [[cell for cell in row.kids if cell.kind in ("TH", "TD")] for row in table.all("TR")]
        assert len({len(row) for row in rows}) == 1
        assert all(cell.scope in ("Row", "Column") for row in rows for cell in row if cell.kind == "TH")
        assert all(row[0].kind == "TH" for row in rows)


def test_every_figure_has_its_text_alternative(reading: Reading) -> None:
    drawings = reading.tree.all("Figure")
    assert len(drawings) == 1
    assert "Good: 3 of 6 (50 %, 19 to 81 %)." in drawings[0].alternative


def test_lists_are_lists(reading: Reading) -> None:
    for list_ in reading.tree.all("L"):
        assert [kid.kind for kid in list_.kids] == ["LI"] * len(list_.kids)
        assert all([kid.kind for kid in item.kids] == ["LBody"] for item in list_.kids)


def test_language_title_and_marks_are_in_the_file(reading: Reading) -> None:
    root = reading.pdf.Root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(reading.pdf.docinfo.Title) == "Weekly audit of EHC plans, 14 to 20 September 2026 (week 38)"
    with reading.pdf.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_the_date_of_the_file_is_that_of_its_data(reading: Reading) -> None:
    assert str(reading.pdf.docinfo.CreationDate).startswith("D:20260920")


def test_every_font_is_embedded(reading: Reading) -> None:
    fonts = {str(font.BaseFont): font for page in reading.pdf.pages for font in page.Resources.Font.values()}
    assert len(fonts) >= 2
    assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())


def test_each_page_says_whose_report_it_is_on_what_for_whom_and_its_number(reading: Reading) -> None:
    number = len(reading.pages)
    for page, said in enumerate(reading.heads(), 1):
        assert f"Page {page} of {number}" in said
        assert "Data up to 20 September 2026" in said
        if page > 1:
            assert "Ashford" in said
            assert "Weekly audit of EHC plans · 14 to 20 September 2026 (week 38) · for the audit group" in said
    first = reading.tree.words()
    assert first.startswith("Ashford Weekly audit of EHC plans 14 to 20 September 2026 (week 38) For The audit group.")


def test_bookmarks_lead_to_each_part_and_each_plan(reading: Reading) -> None:
    with reading.pdf.open_outline() as outline:
        top = outline.root[0]
        titles = [part.title for part in top.children]
    assert top.title == "Weekly audit of EHC plans"
    wanted = {"In brief", "Weakest and strongest markers", "Plan CK-0412", "Plan CK-0007", "How this report was made"}
    assert wanted <= set(titles)


def test_each_large_figure_of_the_first_page_leads_to_the_part_that_says_more(reading: Reading) -> None:
    pdf = reading.pdf
    links = [one for one in pdf.pages[0].obj.Annots if one.Subtype == "/Link"]
    places: dict[Any, Any] = dict(zip(*[iter(pdf.Root.Names.Dests.Names)] * 2, strict=True))
    names = [str(one.A.D) for one in links]
    assert names == ["How this report was made", "Grades", "Sections and agencies"]
    assert all(f"More under {name}" in str(one.Contents) for one, name in zip(links, names, strict=True))
    with pdf.open_outline() as outline:
        bookmarks: dict[str, Any] = {part.title: part.destination for part in outline.root[0].children}
    for name in names:
        assert [str(one) for one in places[name][1:]] == [str(one) for one in bookmarks[name][1:]]
        assert places[name][0].objgen == bookmarks[name][0].objgen


def test_a_link_to_a_part_that_a_report_has_not_leads_to_its_first_page() -> None:
    nothing = read(pdf_of(replace(content(), figures=())))
    place = dict(zip(*[iter(nothing.pdf.Root.Names.Dests.Names)] * 2, strict=True))["Grades"]
    assert place[0].objgen == nothing.pdf.pages[0].obj.objgen


def test_a_plans_page_says_what_fell_short_its_words_what_would_mend_it_and_by_when(reading: Reading) -> None:
    said = plain(reading.tree.words())
    page = said[said.rindex("Plan CK-0412") :]
    for words in (
        "Requires improvement",
        "71.3 % of the weighted score, Good before limits; 1 marker fell short.",
        "14 October 2026 Put the findings right.",
        "B1 · Are all identified special educational needs specified?",
        "At 1, Partial: A material gap. Cause: drafting.",
        "difficulty with working memory (Section B, table 2)",
        "Sound would be: A minor gap.",
        "B1 at 2 (Sound) instead of 1 (Partial): Good.",
    ):
        assert words in page


def test_the_draw_the_framework_and_the_state_of_the_data_are_told(reading: Reading) -> None:
    said = plain(reading.tree.words())
    told = ("week 38", "cd" * 32, "12 ceased, 40 audited in the last 12 months", "CK-0001 by CK-0002", "ab" * 32)
    assert [words for words in told if words not in said] == []
    assert "Good from 65 %" in said


def test_who_audited_is_told_by_agency_and_number_and_by_no_name() -> None:
    told = content(auditors=(("education", 3), ("health", 1), ("", 1)))
    said = plain(read(pdf_of(told)).tree.words())
    assert "Audited by 5 people: 3 of education, 1 of health, 1 of no recorded agency" in said


@pytest.mark.parametrize(
    ("auditors", "said"),
    [
        ((("coordinator", 3),), "Audited by 3 people of the SEN team"),
        ((("social_care", 1),), "Audited by 1 person of social care"),
        ((("", 2),), "Audited by 2 people of no recorded agency"),
    ],
)
def test_auditors_of_one_agency_are_counted_once(auditors: tuple[tuple[str, int], ...], said: str) -> None:
    told = plain(read(pdf_of(content(auditors=auditors))).tree.words())
    assert f"{said} " in told


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert pdf_of(content()) == made


def test_the_same_bytes_come_from_another_process_whatever_its_hash_seed(made: bytes) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from test_report_pdf import pdf_of, content; "
        "import hashlib; print(hashlib.sha256(pdf_of(content())).hexdigest())"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    said = subprocess.run(
        [sys.executable, "-c", program, *map(str, (here, here.parent, here.parents[1]))],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert said.stdout.decode().strip() == sha256(made).hexdigest()


def test_other_data_give_other_bytes(made: bytes) -> None:
    assert pdf_of(content(figures=figures(5))) != made


def test_words_do_not_join_where_a_line_ends() -> None:
    words = [f"word{number}" for number in range(200)]
    read_back = pdf(Paragraph(" ".join(words)), Quote("βήμα " + " ".join(words) + " Αθήνα", "B")).tree.words()
    assert [word for word in words if f" {word} " not in f" {read_back} "] == []
    assert read_back.count("word199") == 2


def test_letters_beyond_the_main_font_are_kept_and_others_are_marked() -> None:
    said = pdf(Paragraph("Żółć Αθήνα Москва ș ı 中 \x00 \ud83d")).tree.words()
    assert "Żółć Αθήνα Москва ș ı � � �" in said


def test_markup_in_a_text_is_text() -> None:
    text = "<b>bold</b> & <font color=red>x</font> <img src='file:///etc/passwd'/> &amp;"
    assert text in pdf(Paragraph(text), Facts(((text, text),))).tree.words()


def test_a_repeated_header_is_read_once() -> None:
    rows = tuple((f"row {number}", "value") for number in range(120))
    reading = pdf(Table((Column("Name of the row", 1), Column("Value", 1)), rows, "A long table"))
    (table,) = [table for table in reading.tree.all("Table") if len(table.all("TR")) > 2]
    assert len(reading.pages) > 2
    assert len(table.all("TR")) == 121
    assert table.words().count("Name of the row") == 1
    assert all("Name of the row" in page.artifacts for page in reading.pages[1:])
    assert table.kids[0].kind == "Caption"


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 48):
        blocks = [*(Paragraph(f"line {number}") for number in range(lines)), Heading("Part"), Heading("Inner", 3)]
        reading = read(pdf_bytes(document(*blocks, Table((Column("A", 1),), (("x",),) * 3)), THEME, ON))
        where = {}
        for element in reading.pdf.Root.StructTreeRoot.K[0].K:
            kind = str(element.S)
            node = element if kind != "/Table" else element.K[-1].K[0]
            where[kind] = next(n for n, page in enumerate(reading.pdf.pages) if page.objgen == node.Pg.objgen)
        assert where["/H2"] == where["/H3"] == where["/Table"], lines


def pages_of(reading: Reading, kind: str) -> list[int]:
    """On which page each element of a kind begins."""
    found: list[int] = []

    def look(node: pikepdf.Object) -> int | None:
        page = node.get("/Pg")
        first = (
            None if page is None else next(n for n, one in enumerate(reading.pdf.pages) if one.objgen == page.objgen)
        )
        for kid in node.get("/K", []):
            if not isinstance(kid, int) and kid.get("/Type") != pikepdf.Name.MCR:
                inner = look(kid)
                first = inner if first is None else first
        if str(node.S) == f"/{kind}" and first is not None:
            found.append(first)
        return first

    look(reading.pdf.Root.StructTreeRoot.K[0])
    return found


def test_a_short_table_is_not_torn_and_its_caption_stands_above_it() -> None:
    for lines in range(28, 46):
        rows = tuple((f"row {number}", "some words " * 4) for number in range(5))
        blocks = [*(Paragraph(f"line {n}") for n in range(lines)), Table((Column("A", 1), Column("B", 1)), rows, "All")]
        reading = read(pdf_bytes(document(*blocks), THEME, ON))
        (caption,) = pages_of(reading, "Caption")
        assert set(pages_of(reading, "TR")[1:]) == {caption}, lines  # the first is that of the title's facts


def test_a_table_whose_rows_are_higher_than_a_page_is_set_whole() -> None:
    words = [f"word{number}" for number in range(80)]
    rows = tuple((f"row {number}", " ".join(words)) for number in range(5))
    reading = pdf(Table((Column("A", 2), Column("B", 0.15)), rows, "All"), Heading("End"))
    assert len(reading.pages) > 3
    assert reading.tree.words().replace(" ", "").count("".join(words)) == 5


def test_a_teams_report_begins_with_its_own_plans_and_then_turns_to_all_teams() -> None:
    said = plain(read(pdf_of(content([plan("CK-0007", "North")], team="North"))).tree.words())
    parts = ("In brief", "What follows, by date", "Plan CK-0007", "Every team", "Grades", "Sections and agencies")
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert "From here on the figures are of all teams" in said


def test_the_plans_of_a_week_stand_before_the_tables_to_look_things_up_in(reading: Reading) -> None:
    said = plain(reading.tree.words())
    parts = ("The plans", "Weakest and strongest markers", "Plan CK-0412 ", "Teams, needs and phases", "Every marker")
    places = [said.rindex(part) for part in parts]
    assert places == sorted(places)


def test_a_withheld_figure_is_a_sign_in_its_table_and_told_once_below() -> None:
    few = proportion_figure("plans.effective@team=East", 1, 2, SCOPE)
    shown = apply_audience((*figures(16), few), Audience.BOARD)
    said = plain(read(pdf_of(content([], Audience.BOARD, figures=shown, draws=()))).tree.words())
    assert said.count("c: withheld. ") == 1
    assert "East c" in said
    assert "Withheld (c)." not in said


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=()), max_size=400))
@example("\ud800")
@example("\x00\x0c\r\n\t\u2028")
@example("]>-->&lt;/font>")
def test_no_text_stops_a_report(text: str) -> None:
    hostile = plan(
        ref=text or "x",
        team=text,
        shortfalls=(shortfall(question=text, words=text, evidence=Extract(text, text), note=text),),
    )
    report = content([hostile], head=replace(head(), organisation=text), team=text)
    assert pdf_of(report).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 20_000, "\n".join(["line"] * 1_000)])
def test_a_text_longer_than_pages_is_set_whole(text: str) -> None:
    reading = read(pdf_of(content([plan(shortfalls=(shortfall(evidence=Extract(text, "")),))])))
    assert len(reading.pages) > 5
    said = reading.tree.words().replace(" ", "")
    assert "".join(text.split()) in said


def test_long_names_stay_on_the_page(made: bytes) -> None:
    name = "A Very Long Partnership Name " * 6
    report = content([plan(team=LONG_NAME * 3)], head=head(organisation=name), team=LONG_NAME)
    reading = read(pdf_of(report))
    assert all("for the audit group" in said for said in reading.heads()[1:])
    assert LONG_NAME in plain(reading.tree.words())


def test_a_report_without_any_plan_says_so() -> None:
    report = content([], figures=(), draws=(), framework=None)
    said = plain(read(pdf_of(report)).tree.words())
    assert "No audit of this period counts yet" in said


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_what_a_board_or_the_public_reads_names_no_plan(audience: Audience) -> None:
    told = replace(draw(), replaced=(), closed=(), waiting=())
    said = read(pdf_of(content([], audience, draws=(told,)))).tree.words()
    assert "CK-" not in said
    assert "Plan " not in said.replace("Plan C", "")


def test_a_progress_that_raises_stops_the_report() -> None:
    class StopNowError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        if done > 3:
            raise StopNowError

    with pytest.raises(StopNowError):
        pdf_bytes(document_of(content()), THEME, date(2026, 1, 1), stop)


def test_progress_ends_with_the_whole() -> None:
    told: list[tuple[int, int]] = []
    pdf_bytes(document_of(content()), THEME, ON, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_bullets_keep_their_order() -> None:
    (list_,) = pdf(Bullets(("first", "second", "third"))).tree.all("L")
    assert [item.words() for item in list_.kids] == ["first", "second", "third"]


def test_the_file_is_a_sound_pdf(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.check_pdf_syntax() == []
