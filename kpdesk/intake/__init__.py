"""Bytes to text: the one door by which foreign text comes in, cleaned once, offsets kept."""
