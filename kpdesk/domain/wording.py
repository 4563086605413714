"""Small words for sentences: counts with their noun, titles cut to a line, names that begin a sentence."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """“1 meeting”, “2 meetings”, “1,204 statements”."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def shortened(text: str, limit: int = 60) -> str:
    """The text in one line, cut at a word with an ellipsis; never longer than ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"


def opened(name: str) -> str:
    """A name as it begins a sentence: “Activists” for “activists”; “eBay” stays."""
    return name[:1].upper() + name[1:] if name.partition(" ")[0].islower() else name
