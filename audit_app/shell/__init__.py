"""The main window: navigation, actions, palette, idle lock, crash dialog; screens never import it."""
