"""Text to draft: a pure function of text, publication date and known names. Only here spaCy."""
