"""The register taken in: files read, entries compared, history kept, children known again; it counts nothing."""
