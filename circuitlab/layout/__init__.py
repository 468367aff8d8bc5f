"""Where gates and wires are drawn. Pure geometry."""
