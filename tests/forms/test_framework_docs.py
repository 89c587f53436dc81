"""docs/frameworks.md describes the format as it is: its pieces put together are a framework."""

import re
from pathlib import Path

from forms.model import NaRule, check_framework

PAGE = (Path(__file__).parents[2] / "docs" / "frameworks.md").read_text(encoding="utf-8")


def pieces() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_pieces_of_the_page_make_a_framework_apart_from_what_they_leave_open() -> None:
    standing_alone = [piece for piece in pieces() if not piece.startswith("[include]")]
    text = "\n".join(standing_alone)
    problems = [problem.message for problem in check_framework(text)]
    assert problems == [
        "section states: “sections” may hold H1, not “C”.",
        "section states: “sections” may hold H1, not “D”.",
        "H1a: this key only takes agencies out of “core”.",
        "H1a: “level_2” has the words of another level. Say what sets it apart.",
        "H1a: “level_1” has the words of another level. Say what sets it apart.",
        "H1a: “level_0” has the words of another level. Say what sets it apart.",
    ]


def test_every_rule_for_na_is_described() -> None:
    assert {rule.value for rule in NaRule} <= set(re.findall(r"`([a-z0-9_]+)`", PAGE))
