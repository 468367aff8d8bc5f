"""The data panel: the table, where it comes from, and what its columns feed."""
