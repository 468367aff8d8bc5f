"""Sizes of plots that what stands beside them must know, in px at 100 %. Imports nothing."""

STEPS_MARGINS = (46, 8, 18, 22)
"""Round the axes of what goes over steps: left, top, right, bottom. The slider below goes as far each way."""
