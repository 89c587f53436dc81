"""Strata, quotas, exclusions and weights on the command line: what they draw, what they print, what they refuse."""

from fractions import Fraction

import pytest
from cli_builders import Desk

DRAW = ("--cycle", "weekly", "--size", "6", "--seed", "2026-W47", "--on", "2026-11-22")
CHOICES = (
    *("--stratify", "need", "--quota", "asd=3", "--exclude", "team=West"),
    *("--weight", "plan-age=1 to 3 years=3", "--weight", "need=SEMH=2"),
)


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with 24 plans, half ASD and half SEMH, every fourth in the West."""
    desk.new()
    rows = [
        f"P-{n:03},2012-01-05,{('ASD', 'SEMH')[n % 2]},{('2023-05-01', '2025-05-01')[n % 3 == 0]},"
        f"{('West', 'East')[n % 4 > 0]},"
        for n in range(1, 25)
    ]
    desk.run("import", "register", desk.workspace, desk.register(rows, count=0))
    return desk


def test_a_draw_says_its_strata_weights_and_chances(ashford: Desk) -> None:
    drawn = ashford.run("sample", ashford.workspace, *DRAW, *CHOICES, "--json").json
    assert [plan["stratum"] for plan in drawn["plans"]] == ["ASD"] * 3 + ["SEMH"] * 3
    assert drawn["excluded"]["left_out_by_choice"] == 6
    assert drawn["design"]["quotas"] == [["asd", 3]]
    strata = dict(drawn["design"]["strata"])
    assert (strata["ASD"]["plans"], strata["ASD"]["by_quota"]) == (6, True)
    for place in (*drawn["plans"], *drawn["reserve"]):
        total = int(strata[place["stratum"]]["weight_sum"])
        assert Fraction(place["chance"]) == min(Fraction(3 * place["weight"], total), 1)
    said = ashford.run("sample", ashford.workspace, *DRAW, *CHOICES)
    assert "ASD: 3 of 3 by quota, from 6." in said.faults
    assert said.faults[-1] == "This draw was recorded before; nothing was written."
    assert said.lines[0].endswith(", ASD")


def test_the_same_words_in_another_order_are_the_same_draw(ashford: Desk) -> None:
    first = ashford.run("sample", ashford.workspace, *DRAW, *CHOICES, "--json").json
    turned = [word for pair in reversed(list(zip(CHOICES[::2], CHOICES[1::2], strict=True))) for word in pair]
    again = ashford.run("sample", ashford.workspace, *DRAW, *turned, "--json").json
    assert again["draw"] == first["draw"]
    assert ashford.run("sample", ashford.workspace, *DRAW, "--json").json["draw"] != first["draw"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--stratify", "colour"), 2, "is no field"),
        (("--exclude", "phase"), 2, "is no trait"),
        (("--weight", "tribunal=0"), 2, "is no weight"),
        (("--weight", "tribunal"), 2, "is no weight"),
        (("--stratify", "need", "--quota", "ASD"), 2, "is no quota"),
        (("--quota", "ASD=2"), 1, "Quotas need strata"),
        (("--stratify", "need", "--quota", "MSI=2"), 1, "There is no stratum “MSI” in the register"),
        (("--exclude", "looked-after"), 1, "The register does not say “Looked after”"),
    ],
)
def test_what_cannot_be_asked_for_is_told(ashford: Desk, words: tuple[str, ...], code: int, said: str) -> None:
    ended = ashford.run("sample", ashford.workspace, *DRAW, *words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
