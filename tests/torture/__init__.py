"""Blows against a case file: kills, power cuts, full disks, I/O errors, flipped bytes, hostile input.

After each the file must open, be whole, and miss at most the deed that was not finished.
"""
