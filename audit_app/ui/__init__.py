"""Shared pieces of the window, each once; docs/window.md lists them. It knows no workspace and no screen."""
