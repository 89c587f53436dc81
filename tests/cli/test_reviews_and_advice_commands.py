"""Annual reviews and advice by command, as somebody does it: register and past audits in, drawn, reported, read."""

import json

import pytest
from cli_builders import AUDITS_HEAD, Desk

from resources.frameworks import framework_text

HEAD = (
    "plan_ref,year_group,request_date,advice_requested_date,health_advice_date,final_date,last_review_date,"
    "review_outcome"
)
AUDITED = "2026-10-05"


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """Twelve plans with a review in May and advice in March; the reviews of eight and advice on seven were audited."""
    desk.new()
    rows = [
        f"P-{n:02},{6 + n % 4},2026-01-02,2026-01-08,2026-03-0{n % 9 + 1},2026-04-20,2026-05-04,{'AM'[n % 2]}"
        for n in range(1, 13)
    ]
    assert desk.run("import", "register", desk.workspace, desk.file("r.csv", "\n".join([HEAD, *rows, ""]))).code == 0
    past = [row for n in range(1, 9) for row in scored(n, "annual-review", "annual-review-10", "AR", 10)]
    past += [row for n in range(1, 8) for row in scored(n, "advice", "advice-8", "AD", 8)]
    said = desk.run("import", "audits", desk.workspace, desk.file("a.csv", "\n".join([AUDITS_HEAD, *past, ""])))
    assert said.lines[-1].startswith("136 rows: 15 audits")
    return desk


def scored(plan: int, cycle: str, framework: str, letters: str, markers: int) -> list[str]:
    """A past audit: sound, every other plan weak in what marker 4 asks."""
    return [
        f"P-{plan:02},{AUDITED},{cycle},,Ann,coordinator,{framework},{letters}{one},"
        f"{1 if one == 4 and plan % 2 else 2},seen on file,review"
        for one in range(1, markers + 1)
    ]


def test_a_sample_of_reviews_says_which_review_each_is(ashford: Desk) -> None:
    words = ("--size", "3", "--seed", "one", "--on", "2026-11-20", "--months", "0")
    said = ashford.run("sample", ashford.workspace, "--cycle", "annual-review", *words)
    assert said.code == 0, said.err
    assert all(line.endswith("Annual review of 4 May 2026") for line in said.lines)
    drawn = ashford.run("sample", ashford.workspace, "--cycle", "annual-review", *words, "--json").json
    assert drawn["recorded_before"] is True
    assert drawn["plans"][0]["paper"] == {"on": "2026-05-04", "words": "Annual review of 4 May 2026"}
    assert all("paper" in place for place in drawn["reserve"])


def test_a_sample_of_advice_says_whose_report_each_is(ashford: Desk) -> None:
    words = ("--cycle", "advice", "--size", "3", "--seed", "one", "--on", "2026-11-20", "--json")
    drawn = ashford.run("sample", ashford.workspace, *words).json
    assert drawn["frame"]["size"] == 5
    assert drawn["excluded"]["audited_recently"] == 7
    assert {place["paper"]["agency"] for place in drawn["plans"]} == {"health"}


def test_a_day_without_reviews_is_a_sentence_and_nothing_is_drawn(ashford: Desk) -> None:
    said = ashford.run(
        *("sample", ashford.workspace, "--cycle", "annual-review", "--size", "3", "--seed", "s", "--on", "2028-01-10")
    )
    assert (said.code, said.out) == (1, "")
    assert "choose another day" in said.err


def test_the_board_s_quarterly_report_carries_their_figures_and_words(ashford: Desk) -> None:
    out = ashford.folder / "out"
    words = ("--kind", "quarterly", "--period", "2026-10..2026-12", "--audience", "board", "--out", out)
    said = ashford.run("report", ashford.workspace, *words, "--formats", "json,pdf,xlsx,docx")
    assert said.code == 0, said.err
    assert len(said.lines) == 4
    held = json.loads((out / "quarterly_2026-10_to_2026-12_board.json").read_text(encoding="utf-8"))
    found = {figure["id"]: figure for figure in held["figures"]}
    weak = found["marker.AR4.sound@cycle=annual-review"]
    assert (weak["numerator"], weak["denominator"], weak["framework"]) == (4, 8, "annual-review-10/1")
    assert found["plans.audited@cycle=advice"]["numerator"] == 7
    assert found["score.section.AR@cycle=annual-review"]["value"] > 50
    assert found["plans.audited"]["numerator"] == 0


def test_a_report_about_reviews_has_a_name_and_bare_ids_of_its_own(ashford: Desk) -> None:
    out = ashford.folder / "out"
    words = ("--kind", "monthly", "--period", "2026-10", "--cycle", "annual-review", "--out", out, "--formats", "json")
    said = ashford.run("report", ashford.workspace, *words)
    assert said.lines == [str(out / "monthly_annual-review_2026-10_group.json")]
    held = json.loads((out / "monthly_annual-review_2026-10_group.json").read_text(encoding="utf-8"))
    assert held["report"]["cycle"] == "annual-review"
    found = {figure["id"]: figure for figure in held["figures"]}
    assert (found["plans.audited"]["numerator"], found["plans.audited"]["cycle"]) == (8, "annual-review")
    assert found["marker.AR4.sound"]["denominator"] == 8
    assert found["score.section.AR"]["denominator"] == 8


def test_a_cycle_that_there_is_not_and_a_kind_without_one_are_refused(ashford: Desk) -> None:
    words = ("report", ashford.workspace, "--period", "2026-10", "--out", ashford.folder / "out")
    assert ashford.run(*words, "--kind", "monthly", "--cycle", "yearly").code == 2
    said = ashford.run(*words, "--kind", "chase", "--cycle", "advice")
    assert said.code == 1
    assert "about no cycle of audits" in said.err
    assert not (ashford.folder / "out").exists()


@pytest.mark.parametrize("name", ["annual-review-10", "advice-8"])
def test_both_frameworks_have_no_fault(desk: Desk, name: str) -> None:
    said = desk.run("framework", "check", desk.file(f"{name}.toml", framework_text(name)))
    assert (said.code, said.out.strip()) == (0, f"{name}.toml: nothing is wrong with it.")
