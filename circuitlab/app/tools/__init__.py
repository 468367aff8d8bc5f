"""What the mouse does on the canvas: one tool is one state."""
