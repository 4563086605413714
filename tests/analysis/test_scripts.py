"""Names with letters of another script in them: seen through, and said."""

from __future__ import annotations

import pytest

from kpdesk.analysis import names
from kpdesk.analysis.scripts import as_seen, strangers

CYRILLIC_A, CYRILLIC_O = "\u0430", "\u043e"


@pytest.mark.parametrize("name", ["Ana Sithole", "Россия", "Κύπρος", "محمد", "中国", "Jean-Paul II", ""])
def test_a_name_in_one_script_is_not_warned_about(name: str) -> None:
    """Nor are two words in two scripts: “Россия (Russia)” is how people write."""
    assert strangers(name) == "" == strangers(f"{name} (Russia)" if name else "")


def test_a_word_of_two_scripts_is_named() -> None:
    """A Cyrillic а in a Latin name cannot be seen, so it is said."""
    assert strangers(f"An{CYRILLIC_A} Sithole") == f"“An{CYRILLIC_A}” mixes Latin and Cyrillic letters that look alike."


def test_a_name_and_its_double_are_suggested_as_one_with_a_warning() -> None:
    """Whichever letters are the strangers, the first among them."""
    double = f"{'А'}n{CYRILLIC_A} Sith{CYRILLIC_O}le"
    assert as_seen(names.fold(double)) == "ana sithole"
    (found,) = names.Matcher([("1", "Ana Sithole"), ("2", "Bo Dube")]).candidates(double)
    assert found.id == "1" and "mixes" in found.why and "Cyrillic" in found.why
