"""Countries by code and by name."""

from __future__ import annotations

import pytest

from kpdesk.services.places import countries, country_code, country_name


@pytest.mark.parametrize(
    ("words", "code"),
    [("Zimbabwe", "ZW"), ("zimbabwe", "ZW"), ("NA", "NA"), ("European Union", "EU"), ("Atlantis", None), ("", None)],
)
def test_a_country_is_known_by_name_and_by_code(words: str, code: str | None) -> None:
    """In any case of letters."""
    assert country_code(words) == code


def test_a_code_reads_as_a_name() -> None:
    """One that the set does not know stays a code; none is nothing."""
    assert (country_name("ZW"), country_name("XX"), country_name(None)) == ("Zimbabwe", "XX", "")


def test_countries_come_by_their_names() -> None:
    """For a list to choose from."""
    assert list(countries().values()) == sorted(countries().values())
