"""Fictional statutory returns from a seed, in every shape that is read, of any size, with the answers they must give.

Others use `write_return`, `Shape`, `ReturnMade`, `children` and `Answers`. Nobody in them exists.
"""

from audit_app.services.demo.returns.answers import Answers
from audit_app.services.demo.returns.children import Child, children, survey_day
from audit_app.services.demo.returns.making import ReturnMade, write_return
from audit_app.services.demo.returns.shapes import Shape

__all__ = ["Answers", "Child", "ReturnMade", "Shape", "children", "survey_day", "write_return"]
