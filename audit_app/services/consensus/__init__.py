"""The group after the reveal: what each agency gave, what is agreed, closing the round, learning pages."""
