"""The strip below the canvas: transport and timeline."""
