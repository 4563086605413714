"""Forms that show and edit one record."""
