"""Item models: columns and rows only."""
