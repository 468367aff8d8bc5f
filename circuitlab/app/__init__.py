"""The desktop: the only room that imports Qt."""
