"""A fictional partnership from a seed: a register, two years of weekly audits, twelve multi-agency rounds.

Others use `make_demo`, `DemoMade` and `DemoPerson`. Nobody in it exists; everything is written through the one door.
"""

from audit_app.services.demo.making import DemoMade, DemoPerson, make_demo

__all__ = ["DemoMade", "DemoPerson", "make_demo"]
