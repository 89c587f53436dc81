"""What the app ships as data: frameworks, vocabularies, demo data. Reads its own files, knows nothing else."""
