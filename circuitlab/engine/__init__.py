"""What happens on a circuit: forward and backward pass, their trace, the gradient check."""
