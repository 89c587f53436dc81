"""An edited framework file is refused line by line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import FrameworkError, FrameworkProblem, check_framework, read_framework
from forms.model.lines import LineIndex
from resources.frameworks import framework_text, resolve

GOOD = """\
id = "short-2"
version = 1
title = "Short"
cycle = "thematic"

[scale]
level_3 = "Strong"
level_2 = "Sound"
level_1 = "Partial"
level_0 = "Absent"

[grades]
outstanding = "Outstanding"
good = "Good"
requires_improvement = "Requires improvement"
inadequate = "Inadequate"
not_graded = "Not graded"

[bands]
use = "standard"
[bands.standard]
title = "Standard"
outstanding = 85
good = 65
requires_improvement = 45

[grading]
unscored_limit_percent = 15
agency_grade_minimum = 3

[[limits]]
id = "stop"
words = "It stops."
cap = "inadequate"
kinds = ["S"]
score_at_most = 0
at_least = 1

[[follow_up]]
id = "again"
grade = "inadequate"
action = "Audit again."
within = 3
unit = "months"

[[sections]]
id = "A"
title = "Views"

[[markers]]
id = "A1"
question = "Is it there?"
what_counts = "What [[to]] look for = this."
papers = ["plan"]
scored_by = ["core"]
weight = 3
kind = "S"
level_3 = "All."
level_2 = "Most."
level_1 = "Some."
level_0 = "None."

[[markers]]
id = "A2"
question = "And this?"
what_counts = \"\"\"
Words over lines,
weight = 12
[[markers]]
\"\"\"
papers = [
  "plan",
  "file",
]
scored_by = ["health"]
weight = 1
level_3 = "All."
level_2 = "Most."
level_1 = "Some."
level_0 = "None."
na_rule = "below_year_9"
na_reason = "Below Year 9."
"""


def line_of(text: str, words: str, occurrence: int = 1) -> int:
    """Return the line of the nth line that begins with `words`."""
    found = [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(words)]
    return found[occurrence - 1]


def test_the_good_file_has_no_problems() -> None:
    assert check_framework(GOOD) == ()


# what is replaced, by what, (the line that must be named, beginning with, nth), words of the message
BROKEN = [
    ('id = "short-2"', 'id = "Short 2"', ("id = ", 1), "lower-case words with hyphens"),
    ("version = 1", "version = 0", ("version", 1), "whole number from 1"),
    ("version = 1", "version = true", ("version", 1), "whole number from 1"),
    ("version = 1", "version = 1.0", ("version", 1), "whole number from 1"),
    ("version = 1\n", "", ("id = ", 1), "“version” is missing"),
    ('cycle = "thematic"', 'cycle = "yearly"', ("cycle", 1), "not “yearly”"),
    ('title = "Short"', 'title = "Short"\ncolour = "red"', ("colour", 1), "“colour” is not known"),
    ('title = "Short"', 'title = ""', ("title", 1), "“title” is empty"),
    ('title = "Short"', "title = 7", ("title", 1), "must be a text"),
    ('title = "Short"', 'title = "Sh\\u0007rt"', ("title", 1), "control character"),
    ('title = "Short"', 'title = "Sh\\u202ert"', ("title", 1), "control character"),
    ('title = "Short"', f'title = "{"x" * 201}"', ("title", 1), "201 characters"),
    ('title = "Short"', 'title = "Short', ("title", 1), "not valid TOML"),
    ("[grading]", "[grading", ("[grading", 1), "not valid TOML"),
    ("[grading]", "[bands.standard]", ("[bands.standard]", 2), "not valid TOML"),
    ('[scale]\nlevel_3 = "Strong"', "[scale]", ("[scale]", 1), "“level_3” is missing"),
    ("[scale]", "[scales]", ("[scales]", 1), "“scales” is not known"),
    ('good = "Good"\n', "", ("[grades]", 1), "“good” is missing"),
    ('use = "standard"', 'use = "cb-10"', ("use", 1), "not “cb-10”"),
    ("good = 65", "good = 85", ("[bands.standard]", 1), "the bands must fall"),
    ("good = 65", "good = 30", ("[bands.standard]", 1), "the bands must fall"),
    ("good = 65", "good = 65.5", ("good = 65.5", 1), "whole number from 1 to 100"),
    ("unscored_limit_percent = 15", "unscored_limit_percent = 101", ("unscored", 1), "from 0 to 100"),
    ('cap = "inadequate"', 'cap = "outstanding"', ("cap", 1), "not “outstanding”"),
    ('kinds = ["S"]', 'kinds = ["S", "X"]', ("kinds", 1), "not “X”"),
    ('kinds = ["S"]', "kinds = []", ("kinds", 1), "empty list"),
    ('kinds = ["S"]', 'markers = ["A1", "Z9"]', ("markers = ", 1), "no marker “Z9”"),
    ('kinds = ["S"]', 'kinds = ["S"]\nmarkers = ["A1"]', ("[[limits]]", 1), "“kinds” or “markers”"),
    ("score_at_most = 0\n", "", ("[[limits]]", 1), "“score_at_most” or “without_score”"),
    ("score_at_most = 0", "score_at_most = 3", ("score_at_most", 1), "from 0 to 2"),
    ("at_least = 1", "at_least = 0", ("at_least", 1), "from 1"),
    (
        "score_at_most = 0\nat_least = 1",
        "without_score = true\nmore_than_percent = 5",
        ("more_than_percent", 1),
        "at_least",
    ),
    ('unit = "months"', 'unit = "years"', ("unit", 1), "not “years”"),
    ('grade = "inadequate"', 'marker = "A9"\nscore_at_most = 0', ("marker = ", 1), "no marker “A9”"),
    ('id = "A1"', 'id = "B1"', ("id = ", 5), "belongs to no section"),
    ('id = "A1"', 'id = "a1"', ("id = ", 5), "section's letters and a number"),
    ('id = "A2"', 'id = "A1"', ("id = ", 6), "there twice"),
    ("weight = 3", "weight = 0", ("weight", 1), "A1: “weight” must be a whole number from 1"),
    ("weight = 3", "weight = -3", ("weight", 1), "whole number from 1"),
    ("weight = 3", 'weight = "3"', ("weight", 1), "whole number from 1"),
    ("weight = 1\n", "weight = 1.5\n", ("weight", 3), "A2: “weight”"),
    ('kind = "S"', 'kind = "X"', ("kind = ", 1), "not “X”"),
    ('papers = ["plan"]', 'papers = ["map"]', ("papers", 1), "not “map”"),
    ('  "file",', '  "fil",', ("papers", 2), "A2: “papers” may hold plan, advice, file, not “fil”"),
    ('scored_by = ["health"]', 'scored_by = ["police"]', ("scored_by", 2), "not “police”"),
    ('scored_by = ["health"]', 'scored_by = ["core", "health"]', ("scored_by", 2), "every member already"),
    (
        'scored_by = ["health"]',
        'scored_by = ["health"]\nnot_scored_by = ["education"]',
        ("not_scored_by", 1),
        "core",
    ),
    ('scored_by = ["health"]', "scored_by = []", ("scored_by", 2), "empty list"),
    ('na_rule = "below_year_9"', 'na_rule = "on_tuesdays"', ("na_rule", 1), "not “on_tuesdays”"),
    ('na_rule = "below_year_9"\n', "", ("na_reason", 1), "never used"),
    ('na_reason = "Below Year 9."\n', "", ("[[markers]]", 2), "“na_reason” is missing"),
    ('level_1 = "Some."\nlevel_0 = "None."\nna', 'level_1 = "Some."\nna', ("[[markers]]", 2), "“level_0” is missing"),
    ('level_3 = "All."\nlevel_2 = "Most."', 'level_3 = "All."\nlevel_2 = "all."', ("level_2 = \"a", 1), "another"),
    ("weight = 3", "weight = 3\nshares = [40, 70, 90]", ("shares", 1), "three falling"),
    ("weight = 3", "weight = 3\nshares = [90, 70]", ("shares", 1), "three falling"),
    ("weight = 3", 'weight = 3\ncomparable_with = ["core"]', ("comparable_with", 1), "id and version"),
    ("weight = 3", 'weight = 3\nlevel_4 = "More."', ("level_4", 1), "“level_4” is not known"),
    ('id = "A"\n', 'id = "Views"\n', ("id = ", 4), "characters"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), BROKEN, ids=[f"{b[0]}→{b[1]}"[:60] for b in BROKEN])
def test_a_broken_file_is_refused_on_its_line(old: str, new: str, line: tuple[str, int], words: str) -> None:
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    problems = check_framework(text)
    assert (line_of(text, *line), True) in {(problem.line, words in problem.message) for problem in problems}
    with pytest.raises(FrameworkError) as caught:
        read_framework(text)
    assert caught.value.problems == problems
    assert str(problems[0]) in str(caught.value)


def test_problems_come_in_the_order_of_their_lines() -> None:
    text = GOOD.replace("weight = 3", "weight = 0").replace("version = 1", "version = 0").replace('"file"', '"x"')
    assert [problem.line for problem in check_framework(text)] == [
        line_of(text, "version"),
        line_of(text, "weight"),
        line_of(text, "papers", 2),
    ]


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_the_lines() -> None:
    text = GOOD.replace("weight = 1\n", "weight = 0\n")
    assert check_framework("\ufeff" + text.replace("\n", "\r\n")) == check_framework(text)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "id = 1979-99-99", f"id = {'9' * 5000}", f"id = {'[' * 5000}", "\x00", "a" * 400_000, "<xml/>"],
    ids=["empty", "blank", "date", "digits", "nesting", "nul", "large", "xml"],
)
def test_nonsense_is_refused_and_nothing_else_happens(text: str) -> None:
    assert check_framework(text)


@pytest.mark.parametrize(
    "line", ["k{n}{dotted} = 1", "[k{n}{dotted}]\nb = 1", "k{n} = {{a{dotted} = 1}}", "cycle{dotted}{n} = {n}"]
)
def test_the_costliest_keys_that_fit_are_refused_in_seconds(line: str) -> None:
    text = "\n".join(line.format(n=n, dotted=".a" * 1480) for n in range(99))
    start = time.perf_counter()
    assert check_framework(text)
    assert time.perf_counter() - start < 10


def test_a_line_that_is_too_long_is_refused_where_it_stands() -> None:
    text = GOOD.replace("weight = 3", f"weight = 3 # {'x' * 3000}")
    assert check_framework(text) == (
        FrameworkProblem(line_of(text, "weight"), "This line has 3013 characters. At most 3000 are allowed."),
    )


@pytest.mark.parametrize(
    "text",
    [
        'id = "\\u001b[2J"',
        '"\\u001b[2J" = 1',
        'cycle = "\\u001b[2J"',
        '[bands]\nuse = "x"\n[bands."\\u001b[2J"]',
        '[[limits]]\nid = "\\u001b[2J"\nmarkers = ["\\u001b[2J"]\nkinds = ["\\u001b[2J"]',
        '[[markers]]\nid = "\\u001b[2J"\n"\\u001b" = 2',
        '[include]\nframework = "\\u001b[2J"\nmarkers = ["\\u001b[2J"]',
        '[[sections]]\nid = "\\u001b"\n[[sections]]\nid = "\\u001b"',
        '\x1b = "\x1b"',
    ],
)
def test_no_message_repeats_characters_that_a_terminal_would_obey(text: str) -> None:
    problems = check_framework(text, resolve)
    assert problems
    assert all(problem.message.isprintable() for problem in problems)


def test_a_large_file_is_checked_in_a_second() -> None:
    marker = GOOD[GOOD.index('[[markers]]\nid = "A2"') :]
    text = GOOD + "".join(marker.replace('id = "A2"', f'id = "AB{n}"') for n in range(99))
    start = time.perf_counter()
    problems = check_framework(text.replace('id = "AB7"', 'id = "AB8"'))
    assert [problem.message for problem in problems] == [
        "AB8: the marker AB8 is there twice. Give one of them another id."
    ]
    assert time.perf_counter() - start < 1


@given(st.text(max_size=60), st.integers(0, len(GOOD)))
def test_any_text_put_anywhere_gives_problems_or_a_framework(piece: str, at: int) -> None:
    text = GOOD[:at] + piece + GOOD[at:]
    problems = check_framework(text)
    last = text.count("\n") + 1
    assert all(1 <= problem.line <= last and problem.message for problem in problems)
    if not problems:
        assert len(read_framework(text).markers) >= 1


INCLUDING = 'id = "mine"\nversion = 2\ntitle = "Mine"\ncycle = "weekly"\n\n[include]\nframework = "core-42/1"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (INCLUDING.replace("42/1", "43/1"), 7, "core-43/1 is not known here"),
        (INCLUDING.replace("42/1", "42"), 7, "id and version"),
        (INCLUDING.replace("core-42/1", "weekly-18/1"), 7, "may not include another"),
        (INCLUDING + 'markers = ["W1", "Z1"]', 8, "not “Z1”"),
        (INCLUDING + "markers = []", 1, "no markers"),
        (INCLUDING + 'markers = ["W1"]\nparts = ["scale", "colours"]', 9, "not “colours”"),
        (INCLUDING + 'markers = ["W1"]\nparts = ["scale"]', 1, "“grades” is missing"),
        (INCLUDING + 'markers = ["A1"]\n[[sections]]\nid = "B"\ntitle = "Needs"', 6, "belongs to no section"),
        (INCLUDING.replace("[include]\nframework", "include"), 6, "must be a table"),
    ],
)
def test_a_wrong_include_is_refused_on_its_line(text: str, line: int, words: str) -> None:
    found = check_framework(text, resolve)
    assert (line, True) in {(problem.line, words in problem.message) for problem in found}


def test_an_include_without_anywhere_to_look_is_refused() -> None:
    problems = check_framework(framework_text("weekly-18"))
    assert len(problems) == 1
    assert "core-42/1 is not known here" in problems[0].message


def test_a_resolver_that_gives_another_framework_is_found_out() -> None:
    problems = check_framework(INCLUDING + 'markers = ["A1"]', {"core-42/1": GOOD}.get)
    assert [problem.message for problem in problems] == ["include: what is known as core-42/1 calls itself short-2/1."]


def test_included_limits_are_cut_down_to_the_markers_that_are_there() -> None:
    found = read_framework(INCLUDING + 'markers = ["W1", "D1"]', resolve)
    assert {limit.id: limit.markers for limit in found.limits}["health-or-social-care-blank"] == ("D1",)
    assert "another-childs-data" not in {one.id for one in found.follow_up}
    without = read_framework(INCLUDING + 'markers = ["W1", "A1"]', resolve)
    assert "health-or-social-care-blank" not in {limit.id for limit in without.limits}


def test_own_markers_and_bands_stand_beside_included_ones() -> None:
    own = GOOD[GOOD.index("[[markers]]") :].replace('"A1"', '"A8"').replace('"A2"', '"A9"')
    bands = (
        '[bands]\nuse = "mild"\n[bands.mild]\ntitle = "Mild"\noutstanding = 80\ngood = 50\nrequires_improvement = 20\n'
    )
    found = read_framework(INCLUDING + 'markers = ["A1"]\n' + bands + own, resolve)
    assert [marker.id for marker in found.markers] == ["A1", "A8", "A9"]
    assert [band.from_percent for band in found.bands] == [80, 50, 20, 0]
    assert found.markers[2].papers == ("plan", "file")


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("a = [\n 1,\n 2]\nb = 2", ("b",), 4),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
        ("a = '''\nb = 1\n'''\nb = 2", ("b",), 4),
        ('a = "[" # [\nb = 2', ("b",), 2),
        ("[x]\na.b = 1\n[x.y]\nc = 1", ("x", "y", "c"), 4),
        ("[[x]]\na = 1\n[[x]]\na = 2\n[x.y]\nb = 3", ("x", 1, "y", "b"), 6),
        ("[[x]]\na = 1\n[[x.z]]\nb = 2\n[[x.z]]\nb = 3", ("x", 0, "z", 1, "b"), 6),
        ('["q r"]\n"s t" = 1', ("q r", "s t"), 2),
        ("[x]\na = 1", ("x", "missing"), 1),
        ("a = 1\r\nb = 2", ("b",), 2),
        ("x = {a = 1,\n b = 2}\nc = 1".replace("\n", ""), ("x", "b"), 1),
    ],
)
def test_a_key_is_found_on_its_line(text: str, path: tuple[str | int, ...], line: int) -> None:
    assert LineIndex(text).line(path) == line


def test_a_problem_reads_as_line_and_sentence() -> None:
    assert str(FrameworkProblem(7, "“id” is empty.")) == "line 7: “id” is empty."
