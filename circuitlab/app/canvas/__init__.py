"""The canvas: painters, items, scene and view of a circuit."""
