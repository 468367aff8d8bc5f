"""What a gate is: every kind declared once, as a formula."""
