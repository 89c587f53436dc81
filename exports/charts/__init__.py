"""Charts as scenes of shapes, which a screen, a PDF or a picture can draw: no painter is known here."""
