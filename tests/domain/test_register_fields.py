"""The register's fields and what they say about an entry."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.register import (
    REGISTER_FIELDS,
    FieldKind,
    age_on,
    any_date_query,
    ceased,
    date_queries,
    is_plan,
)

TODAY = date(2026, 11, 22)
DATES = [field.name for field in REGISTER_FIELDS if field.kind is FieldKind.DATE]


def test_the_fields_stand_in_the_order_of_the_design() -> None:
    names = [field.name for field in REGISTER_FIELDS]
    assert len(names) == len(set(names)) == 44
    assert names[:3] == ["plan_ref", "match_key", "date_of_birth"]
    assert names[-6:] == ["plan_version", "transferred_in", "ceased_date", "tribunal", "residential", "sen_unit"]


def test_only_four_fields_start_unticked() -> None:
    sensitive = {field.name for field in REGISTER_FIELDS if field.sensitive}
    assert sensitive == {"looked_after", "child_protection", "child_in_need", "ethnicity"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"plan_ref": "1"}, True),
        ({"plan_ref": "1", "last_review_date": "2024-01-01"}, True),
        ({"final_date": "2026-11-22"}, True),
        ({"final_date": "2026-11-23"}, False),
        ({"request_date": "2024-01-01"}, False),
        ({"request_date": "2024-01-01", "draft_date": "2024-05-01"}, False),
        ({"draft_date": "2024-05-01"}, False),
        ({"request_date": "2024-01-01", "final_date": "2024-05-01"}, True),
        ({"plan_ref": "1", "assessment_outcome": "N"}, False),
        ({"plan_ref": "1", "request_outcome": "N"}, False),
        ({"assessment_outcome": "N", "final_date": "2024-05-01"}, True),
    ],
)
def test_an_entry_is_a_plan_once_final_or_without_dates(row: dict[str, str | int], expected: bool) -> None:
    assert is_plan(row, TODAY) is expected


def test_an_entry_has_ceased_from_its_day_on() -> None:
    row: dict[str, str | int] = {"ceased_date": "2026-11-22"}
    assert ceased(row, TODAY)
    assert not ceased(row, date(2026, 11, 21))
    assert not ceased({}, TODAY)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 11, 22), TODAY, 16),
        (date(2010, 11, 23), TODAY, 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_is_full_years(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("row", "doubtful"),
    [
        ({"request_date": "2024-01-01", "final_date": "2024-05-01"}, []),
        ({"request_date": "2024-05-01", "final_date": "2024-05-01"}, []),
        ({"request_date": "2024-05-02", "final_date": "2024-05-01"}, [("final_date", "request_date")]),
        ({"final_date": "2026-11-23"}, [("final_date", "")]),
        ({"phase_transfer_due": "2027-02-15"}, []),
        ({"phase_transfer_final": "2027-02-15"}, [("phase_transfer_final", "")]),
        ({"date_of_birth": "2026-11-23"}, [("date_of_birth", "")]),
        (
            {"date_of_birth": "2020-01-02", "health_advice_date": "2020-01-01"},
            [("health_advice_date", "date_of_birth")],
        ),
        ({"education_advice_date": "2023-12-01", "request_date": "2024-01-01"}, []),
        ({"final_date": "2024-05-01", "last_review_date": "2023-05-01"}, []),
        (
            {"last_review_date": "2024-05-02", "review_decision_date": "2024-05-01"},
            [("review_decision_date", "last_review_date")],
        ),
    ],
)
def test_dates_that_cannot_be_right_are_queries(row: dict[str, str | int], doubtful: list[tuple[str, str]]) -> None:
    assert [(query.field, query.other) for query in date_queries(row, TODAY.isoformat())] == doubtful


def test_a_query_names_both_dates() -> None:
    (query,) = date_queries({"request_date": "2024-05-02", "final_date": "2024-05-01"}, TODAY.isoformat())
    assert "2024-05-02" in query.message
    assert "2024-05-01" in query.message


some_date = st.none() | st.sampled_from(["2010-01-01", "2024-01-01", "2024-01-02", "2024-06-01", "2026-11-23"])


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(DATES, some_date)), max_size=4))
def test_the_quick_look_at_columns_agrees_with_the_rows(rows: list[dict[str, str | None]]) -> None:
    filled = [{name: value for name, value in row.items() if value is not None} for row in rows]
    found = any(date_queries({**row}, "2026-11-22") for row in filled)
    columns = {name: [row[name] for row in rows] for name in DATES}
    assert any_date_query(columns, "2026-11-22") is found
