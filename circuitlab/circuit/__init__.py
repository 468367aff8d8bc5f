"""What is built: the parts of a circuit, its changes, edits, order and text."""
