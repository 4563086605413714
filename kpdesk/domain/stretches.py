"""Things that lie in a text, found by place: a look-up reads only its own neighbourhood, so time grows with the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_WIDTH = 256  # characters of one shelf


class Stretches(Generic[T]):
    """Items with the characters that they cover, in the order in which they were put in."""

    def __init__(self, items: Iterable[tuple[int, int, T]] = ()) -> None:
        self._items: list[tuple[int, int, T]] = []
        self._shelves: dict[int, list[int]] = {}
        for start, end, item in items:
            self.add(start, end, item)

    def __iter__(self) -> Iterator[T]:
        return (item for _, _, item in self._items)

    def add(self, start: int, end: int, item: T) -> None:
        for shelf in range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1):
            self._shelves.setdefault(shelf, []).append(len(self._items))
        self._items.append((start, end, item))

    def over(self, start: int, end: int) -> list[T]:
        """The items that share a character with ``[start, end)``, the first put in first."""
        first, last = start // _WIDTH, max(start, end - 1) // _WIDTH
        numbers = self._shelves.get(first, [])
        if last > first:
            numbers = sorted({n for shelf in range(first, last + 1) for n in self._shelves.get(shelf, ())})
        return [i for s, e, i in (self._items[n] for n in numbers) if s < end and start < e]
