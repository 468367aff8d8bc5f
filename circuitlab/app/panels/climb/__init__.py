"""The climb: strategies side by side, their plots, and the inputs that move on the canvas."""
