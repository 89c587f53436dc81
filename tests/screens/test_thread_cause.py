"""The cause in the drawer: advice asks whose it was, and nothing is saved until that is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from thread_support import Desk, desk, thread_workspace

from audit_app.screens.thread.choosers import Choosers
from audit_app.store.log.canonical import Json
from scoring.thread.model import ItemRole


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk(*thread_workspace(tmp_path), qtbot) as one:
        one.accept_all()
        one.at(ItemRole.PROVISION, 0)
        yield one


def choosers(made: Desk) -> Choosers:
    return next(one for one in made.screen.details.findChildren(Choosers) if one.isVisible())


def choose(box: QComboBox, value: str) -> None:
    """As a person does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def held(made: Desk) -> Json:
    page = made.screen.presenter.page
    assert page is not None
    return next(one.cause for one in page.held.items if one.item.id == made.current.id)


def test_advice_asks_for_its_agency_at_the_field_and_is_saved_with_it(made: Desk) -> None:
    choose(choosers(made).cause, "advice")
    agency, service = choosers(made).of_advice
    assert "Choose the agency that advised" in agency.problem.text()
    assert agency.widget.isVisible()
    assert service.widget.isVisible()
    assert held(made) is None
    choose(choosers(made).agency, "health")
    assert held(made) == {"cause": "advice", "agency": "health"}
    agency, service = choosers(made).of_advice
    assert agency.problem.text() == ""
    assert isinstance(service.widget, QLineEdit)
    service.widget.setText("Occupational therapy")
    service.widget.editingFinished.emit()
    assert held(made) == {"cause": "advice", "agency": "health", "service": "Occupational therapy"}


def test_taking_the_agency_back_is_refused_with_a_sentence(made: Desk) -> None:
    choose(choosers(made).cause, "advice")
    choose(choosers(made).agency, "health")
    choose(choosers(made).agency, "")
    assert "Choose the agency that advised" in choosers(made).of_advice[0].problem.text()
    assert held(made) == {"cause": "advice", "agency": "health"}


def test_any_other_cause_is_saved_at_once_and_asks_for_no_agency(made: Desk) -> None:
    choose(choosers(made).cause, "advice")
    choose(choosers(made).cause, "drafting")
    assert held(made) == {"cause": "drafting"}
    assert not choosers(made).of_advice[0].isVisible()
