"""The composition root: a window at once, spaCy only when something is read, every place has its page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module

import pytest

from kpdesk import main
from kpdesk.desktop.pages.page import Page
from tests.desktop.conftest import *  # noqa: F403


def test_the_window_comes_without_the_language_model() -> None:
    """Nothing of spaCy is imported before a text is read."""
    code = (
        "import sys; from kpdesk import main, settings; app = main.make_application(['kpdesk']);"
        "window = main.make_window(settings.Settings()); window.show(); app.processEvents();"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('spacy', 'thinc', 'typst', 'docx')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("place", [place for place in main.PAGES if place not in ("briefings", "protection")])
def test_every_place_has_a_page_of_its_own(place: str) -> None:
    """The registry names modules that are there."""
    module, name = main.PAGES[place]
    assert issubclass(getattr(import_module(f"kpdesk.desktop.{module}"), name), Page)


def test_every_place_can_be_shown(window) -> None:  # type: ignore[no-untyped-def]
    """No page fails on an ordinary case."""
    for place in main.PAGES:
        window.desk.go(place)
        assert window.page is window.pages[place]
