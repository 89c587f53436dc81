"""This machine: its folders, the lease on a workspace, the local anchor, and which places are safe."""
