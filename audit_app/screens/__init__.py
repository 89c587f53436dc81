"""The screens, one folder each: `view` has widgets and signals, `presenter` the behaviour; none imports another."""
