"""What `import circuitlab` offers: circuits from text and files, own gates, the passes, the check. No Qt.

Each module imports inside its functions what not all of them need.

All numbers are IEEE doubles without units; a value or gradient is one scalar. Values and gradients follow
the usual definitions of backpropagation: the gradient of a gate is the derivative of the objective by
that gate's output, times the seed (1 unless set). Kinks and ties follow PyTorch: max and min share the
gradient evenly at a tie, relu and abs have slope 0 at 0.
"""
