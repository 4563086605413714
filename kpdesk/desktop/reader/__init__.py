"""The text of a source with its records marked in it: layout, painting, keyboard and cards."""
