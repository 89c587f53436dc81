"""Use cases in plain Python, one module each; architecture.md says what each offers. They print and ask nothing."""
