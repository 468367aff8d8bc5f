"""Predict, then reveal: what a step asks, how an answer is read, what a wrong one is told, and the score."""
