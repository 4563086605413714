"""What the words of a case file mean: frozen records and rules. Standard library and dateutil only."""
