"""Lesson files: slides of text and circuits, read, written, filled with their numbers, and walked through."""
