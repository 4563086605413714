"""Files that travel with the program are found."""

from __future__ import annotations

import json

from kpdesk.resources import assets, sample_data


def test_assets_and_demonstration_texts_are_there() -> None:
    """In a checkout; the wheel has them inside the package (the build check looks)."""
    assert (assets() / "icon.svg").is_file()
    index = json.loads((sample_data() / "index.json").read_text("utf-8"))
    assert all((sample_data() / text["file"]).is_file() for text in index)
