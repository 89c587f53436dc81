"""Reading copies: what says who a child is goes, wherever and however it stands; what is doubtful is asked about."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from resources.copies import copies_text
from resources.frameworks import framework_text
from resources.thread import concepts_text
from scoring.copies.folding import Whole, fold, plain
from scoring.copies.kinds import STAND_INS, Decision, Finding, Kind, Known, Own
from scoring.copies.numbers import is_nhs_number, is_uln, is_upn
from scoring.copies.proposing import propose
from scoring.copies.replacing import own_places, plain_text, reading_copy, undecided
from scoring.copies.vocabulary import vocabulary_of
from scoring.plan.text import Address, Block, BlockKind, PlanText

WORDS = vocabulary_of(copies_text(), (framework_text("core-42"), concepts_text()))
HEADER = ("Name: Ari Smith-Jones (Az)", "Date of birth: 3rd April 2015", "Parent/carer: Jane Smith")


def text_of(*lines: str) -> PlanText:
    """A plan of paragraphs; "# " begins a heading."""
    blocks = (
        Block(f"b{n}", BlockKind.HEADING if line.startswith("# ") else BlockKind.PARAGRAPH, line.removeprefix("# "))
        for n, line in enumerate(lines, 1)
    )
    return PlanText("docx", tuple(blocks), notes=("Page 2 is a picture.",))


def table_of(*rows: Sequence[str]) -> PlanText:
    """A plan that is one table."""
    cells = [(r, c, words) for r, row in enumerate(rows, 1) for c, words in enumerate(row, 1)]
    return PlanText(
        "docx",
        tuple(
            Block(f"b{n}", BlockKind.CELL, words, Address(table=1, row=row, column=column))
            for n, (row, column, words) in enumerate(cells, 1)
        ),
    )


def look(text: PlanText, known: Known | None = None) -> tuple[Finding, ...]:
    return propose(text, known or Known(), WORDS)


def copied(text: PlanText, decision: Decision = Decision.REPLACE, known: Known | None = None) -> PlanText:
    decisions = {one.id: decision for one in look(text, known) if not one.sure}
    return reading_copy(text, lambda one: look(one, known), decisions)


def said(text: PlanText, decision: Decision = Decision.REPLACE, known: Known | None = None) -> str:
    return plain_text(copied(text, decision, known))


@pytest.mark.parametrize(
    ("line", "copy"),
    [
        ("Ari likes trains.", "[the child] likes trains."),
        ("ARI'S sister", "[the child]'S sister"),
        ("Aris’ book and ari’s bag", "[the child]s’ book and [the child]’s bag"),
        ("Ari\u00a0Smith-\nJones came.", "[the child] came."),
        ("A\u00adri came, and Az.", "[the child] came, and [the child]."),
        ("Smith-Jones, Ari", "[the child]"),
        ("Mrs Smith-Jones agrees.", "[a parent] agrees."),
        ("The Smith-\nJones family", "The [a name] family"),
        ("Jane agrees; Mr\nOkoro will ring.", "[a parent] agrees; [a professional] will ring."),
        ("Ari_Smith.docx", "[the child]_[a name].docx"),
        ("Her friend Suki came. Suki left.", "Her friend [a name] came. [a name] left."),
        ("Jo Brown, Educational Psychologist", "[a professional], Educational Psychologist"),
        ("Born 03/04/2015 or 3.4.15.", "Born [date of birth] or [date of birth]."),
        ("Since 2015-04-03 or April 3, 2015.", "Since [date of birth] or [date of birth]."),
        ("Reviewed on 3 April 2016.", "Reviewed on 3 April 2016."),
        ("NHS: 943 476 5919", "NHS: [NHS number]"),
        ("No ９４３\u00a0４７６ ５９１９ here", "No [NHS number] here"),
        ("On 943476\n5919 it is", "On [NHS number] it is"),
        ("UPN H801200001001", "UPN [UPN]"),
        ("H 80120 0001 001 it is", "[UPN] it is"),
        ("Unique learner number 1234567890", "Unique learner number [ULN]"),
        ("Ring 01233 456 789 or +44 7700 900123.", "Ring [phone number] or [phone number]."),
        ("Write to jane.\nsmith@example.\norg now", "Write to [e-mail] now"),
        ("At 14 Mill Lane, Ashford, TN24 8AA she", "At [address] she"),
        ("Lives near TN24\n8AA.", "Lives near [postcode]."),
        ("Goes to Larkmere Primary School now.", "Goes to [the school] now."),
    ],
)  # fmt: skip
def test_what_says_who_a_child_is_goes_however_it_is_written(line: str, copy: str) -> None:
    made = copied(text_of(*HEADER, line))
    assert made.blocks[-1].text == copy


@pytest.mark.parametrize(
    "line",
    [
        "Ari has been on a child protection plan since May.",
        "Ari is a Child\u00a0in\nneed.",
        "There is a CP plan.",
        "CIN since 2024.",
        "Section 47 enquiries ended.",
        "Support under s.17 goes on.",
        "See S 47.",
        "He was at risk of significant harm.",
        "A child protec-\ntion conference met.",
    ],
)
def test_child_protection_and_child_in_need_words_never_travel_whatever_is_decided(line: str) -> None:
    text = text_of(*HEADER, f"{line} Reading is hard.")
    found = [one for one in look(text) if one.is_fixed]
    made = reading_copy(text, look, {one.id: Decision.KEEP for one in found})
    assert made.blocks[-1].text == "[left out] Reading is hard."


@pytest.mark.parametrize("line", ["He needs protection from noise.", "Key Stage 4, 17 pupils.", "CP affects his gait."])
def test_other_words_stay(line: str) -> None:
    assert copied(text_of(*HEADER, line)).blocks[-1].text == line


def test_the_rows_and_lists_of_a_header_are_read_beside_and_below_their_labels() -> None:
    text = table_of(
        ("Name", "Bo Okafor", "Date of Birth", "03.04.2015"),
        ("Surname", "Forename", "NHS no", "School"),
        ("Okafor", "Bo", "401 023 2137", "Hope House"),
        ("Name", "Role", "Date", ""),
        ("Jane Brown", "Teacher", "3 May 2024", ""),
        ("Tim Hale", "Parent", "3 April 2015", ""),
        ("Child in need plan", "Yes, since May", "", ""),
        ("Mosaic ID", "A12345", "", ""),
    )
    cells = [block.text for block in copied(text).blocks if block.text]
    assert cells[:4] == ["Name", "[the child]", "Date of Birth", "[date of birth]"]
    assert cells[8:12] == ["[the child]", "[the child]", "[NHS number]", "[the school]"]
    assert cells[15:21] == [
        "[a professional]",
        "Teacher",
        "3 May 2024",
        "[a professional]",
        "Parent",
        "[date of birth]",
    ]
    assert cells[21:] == ["[left out]", "[left out]", "Mosaic ID", "[a number]"]


def test_a_number_over_three_cells_goes_from_each() -> None:
    text = table_of(("NHS", "943", "476", "5919"))
    assert [block.text for block in copied(text).blocks] == ["NHS", *["[NHS number]"] * 3]


def test_what_is_known_besides_the_text_goes_too() -> None:
    known = Known(("Ari Smith",), ("Larkmere Primary School",), ("Dee Vance",), ("2015-04-03",))
    text = text_of("Ari is at LARKMERE primary school.", "Dee Vance met Ari on 3 April 2015.")
    assert said(text, known=known) == (
        "[the child] is at [the school].\n\n[a professional] met [the child] on [date of birth].\n"
    )


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("Call 943 476 5910 now.", Kind.NUMBER, "943 476 5910"),
        ("Quote A801200001001.", Kind.NUMBER, "A801200001001"),
        ("Bellweather visits. We know Bellweather.", Kind.NAME, "Bellweather"),
        ("A walk up Acacia Avenue.", Kind.ADDRESS, "Acacia Avenue"),
        ("AS is kind.", Kind.CHILD, "AS"),
    ],
)
def test_what_only_looks_so_is_doubtful_and_stays_until_somebody_decides(line: str, kind: Kind, words: str) -> None:
    text = text_of("Name: Ari Smith", line)
    (found,) = (one for one in look(text) if not one.sure)
    assert (found.kind, found.words) == (kind, words)
    assert undecided(look(text), {}) == (found,)
    assert undecided(look(text), {found.id: Decision.KEEP}) == ()
    assert copied(text, Decision.KEEP).blocks[-1].text == line
    assert words not in said(text, Decision.REPLACE)


def test_ordinary_words_in_capitals_are_no_question() -> None:
    text = text_of("Speech Therapy helps. SALT and Makaton; Makaton is used on Monday.", "ELSA, then ELSA again.")
    assert look(text) == ()


def test_a_plan_without_labels_proposes_its_most_frequent_name_as_the_childs() -> None:
    text = text_of(*("Odhran finds reading hard.", "We help Odhran.") * 3)
    (found,) = look(text)
    assert (found.kind, found.sure, found.times) == (Kind.CHILD, False, 6)


def test_something_sure_can_be_kept_and_something_doubtful_under_what_is_sure_is_not_asked() -> None:
    text = text_of("Name: Ari Smith", "Ari rests. Ari plays with the Lego, Smith with Ari.")
    ari = next(one for one in look(text) if one.words == "Ari")
    assert all(one.sure for one in look(text))
    made = reading_copy(text, look, {ari.id: Decision.KEEP})
    assert made.blocks[1].text == "Ari rests. Ari plays with the Lego, [a name] with Ari."
    assert made.blocks[0].text == "Name: [the child]"


def test_words_of_ones_own_go_everywhere_and_so_does_a_sentence_with_them() -> None:
    text = text_of("The Blue\nHut is warm. The blue-hut opens.", "A rare illness. It is rare. Reading.")
    own = (Own("blue hut"), Own("It is rare.", Kind.LEFT_OUT))
    made = reading_copy(text, look, {}, own)
    assert [block.text for block in made.blocks] == [
        "The [replaced] is warm. The [replaced] opens.",
        "A rare illness. [left out] Reading.",
    ]
    assert len(own_places(text, own[0])) == 2


def test_the_copy_keeps_blocks_and_addresses_and_loses_notes_on_the_original() -> None:
    text = table_of(("Name", "Bo Okafor"))
    made = copied(text)
    assert [(one.id, one.address) for one in made.blocks] == [(one.id, one.address) for one in text.blocks]
    assert (made.media, copied(text_of("A")).notes) == ("text/plain", ())


@pytest.mark.parametrize(
    ("number", "nhs", "uln"),
    [
        ("9434765919", True, False),
        ("9434765910", False, False),
        ("4010232137", True, False),
        ("943476591", False, False),
        ("1000000006", False, False),
        ("1000000000", False, True),
        ("1111111111", True, False),
    ],
)
def test_check_digits_of_ten_figures(number: str, nhs: bool, uln: bool) -> None:
    assert (is_nhs_number(number), is_uln(number)) == (nhs, uln)


@given(st.integers(100_000_000, 999_999_999))
def test_nine_figures_have_at_most_one_check_digit_of_each_kind(first: int) -> None:
    for is_one in (is_nhs_number, is_uln):
        assert sum(is_one(f"{first}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    ("number", "fits"), [("H801200001001", True), ("A801200001001", False), ("H80120000100", False), ("", False)]
)
def test_check_letters_of_pupil_numbers(number: str, fits: bool) -> None:
    assert is_upn(number) is fits


PIECES = (
    *("Ari", "ARI", "ari’s", "Smith-\nJones", "Ari\u00a0Smith", "Jane", "Az", "Suki", "Bellweather", "Makaton"),
    *(
        "943 476 5919",
        "９４３４７６５９１９",
        "9434765910",
        "H801200001001",
        "03/04/2015",
        "3 April\n2015",
        "1 May 2020",
    ),
    *("jane@example.org", "01233 456789", "14 Mill Lane,", "TN24 8AA", "Larkmere School", "Name: Bo Okafor\n"),
    *("a child in need.", "section 47.", "CIN", "his friend Suki", "Dr Vance", "reads", "The", ". ", ".\n", "and"),
    *(
        "[",
        "]",
        "[the child]",
        "[left out]",
        "é",
        "\u200b",
        "–",
        "School:",
        "Address: 1 High Street\n",
        "Date of birth:",
    ),
)


@bounds(max_examples=150)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), max_size=5), st.sampled_from(Decision))
def test_a_copy_of_a_copy_changes_nothing(lines: list[str], decision: Decision) -> None:
    text = text_of(*HEADER, *lines)
    decisions = {one.id: decision for one in look(text) if not one.sure}
    made = reading_copy(text, look, decisions)
    assert reading_copy(made, look, decisions) == made
    assert [one for one in look(made) if one.sure] == []


@bounds(max_examples=150)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), max_size=5))
def test_nothing_that_was_found_stands_anywhere_in_the_copy(lines: list[str]) -> None:
    text = text_of(*HEADER, *lines)
    made = plain(STAND_INS.sub(" ", plain_text(copied(text)))).casefold()
    letters = re.sub(r"[\W_]+", " ", made)
    for found in look(text):
        words = re.sub(r"[\W_]+", " ", plain(found.words).casefold()).strip()
        if found.kind is not Kind.LEFT_OUT:
            assert f" {words} " not in f" {letters} "
    assert not re.search(r"child in need|section 47|\bcin\b", made)


@given(st.text())
def test_every_plain_letter_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(start < end for start, end in zip(folded.starts, folded.ends, strict=True))
    whole = Whole(text_of(text or "x"))
    assert all(len(one.text) == len(one.starts) for one in whole.both)
