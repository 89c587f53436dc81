"""Frozen dataclasses and rules that know neither database, files nor screens."""
