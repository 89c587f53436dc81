"""Two copies of one workspace exchange what each of them changed: by pack or exchange folder, conflicts decided."""
