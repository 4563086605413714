"""What ships as the model: small, whole, with its notice, and with no path or address in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from kpdesk.extract import pipeline

MODEL = Path(pipeline.__file__).parent / "model"
TEXTS = ("meta.json", "labels.json", "lemmas.json", "vocab.txt", "NOTICE.md")
ADDRESS = re.compile(r"@|https?:|www\.|\w+://|(?:^|[\"\s=:])(?:/[a-z]+){2,}|[A-Z]:\\\\|file:", re.MULTILINE)


def test_the_package_is_whole_and_under_forty_megabytes() -> None:
    """Every file that loading asks for is there."""
    assert all((MODEL / name).is_file() for name in (*pipeline.FILES, "NOTICE.md"))
    assert sum(p.stat().st_size for p in MODEL.rglob("*") if p.is_file()) < 40_000_000


@pytest.mark.parametrize("name", TEXTS)
def test_no_path_no_at_sign_and_no_web_address(name: str) -> None:
    """Nothing tells where or by whom it was made, and no string of a mail or web page came along."""
    assert ADDRESS.findall((MODEL / name).read_text("utf-8")) == []


def test_the_weights_are_numbers_only() -> None:
    """No pickled object, no text among the arrays; every value is finite."""
    with np.load(MODEL / "weights.npz", allow_pickle=False) as weights:
        for name in weights.files:
            assert weights[name].dtype in (np.float16, np.int8)
            assert np.isfinite(weights[name].astype("f4")).all()
            assert not ADDRESS.search(name)


def test_the_config_in_use_names_no_paths() -> None:
    """The pipeline's config holds null for every path."""
    assert set(pipeline.load().config["paths"].values()) <= {None}


def test_the_strings_of_the_package_are_the_ones_it_needs() -> None:
    """Labels that the weights have rows for, and no more."""
    labels = json.loads((MODEL / "labels.json").read_text("utf-8"))
    with np.load(MODEL / "weights.npz", allow_pickle=False) as weights:
        assert len(labels["tags"]) == weights["tag.weight"].shape[0]
        assert len(labels["labels"]) == weights["label"].shape[0]
        assert len(labels["entities"]) == weights["entity.weight"].shape[0]
        assert len((MODEL / "vocab.txt").read_text("utf-8").split("\n")) == weights["pieces.weight"].shape[0]


def test_the_notice_names_licence_and_sources() -> None:
    """Weights carry their own licence and all that they were made from."""
    notice = (MODEL / "NOTICE.md").read_text("utf-8")
    for word in ("CC BY-SA 4.0", "EWT", "GUM", "CrossNER", "PolNeAR", "MiniLM"):
        assert word in notice
