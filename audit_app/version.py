"""The version of the app: the wheel, the command line and every report read it from here."""

__version__ = "0.1.0"
