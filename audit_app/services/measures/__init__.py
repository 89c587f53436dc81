"""The performance framework: its catalogue, own measures, values typed, imported and counted, and the scorecard."""
