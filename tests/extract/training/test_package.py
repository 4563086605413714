"""Packaging makes weights small without making them different."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kpdesk.extract import pipeline
from kpdesk.extract.training.package import lemma_table, shrink
from kpdesk.extract.training.treebank import TreeDocument
from tests.extract.brains import chance_weights, write_model


def test_shrunk_weights_are_close() -> None:
    """Bytes with a scale a row lose less than one part in a hundred of the largest value."""
    weights = chance_weights()
    small = shrink(weights)
    back = small["pieces.weight"].astype("f4") * small["pieces.scale"].astype("f4")[:, None]
    assert np.abs(back - weights["pieces.weight"]).max() < 0.01 * np.abs(weights["pieces.weight"]).max()
    assert small["arc"].dtype == np.float16


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    """The folder is whole for the pipeline."""
    brain = pipeline.read_brain(write_model(tmp_path))
    assert brain.network.layers == 2
    assert brain.tags[0] == ("NOUN", "NN", "Number=Sing")


def test_lemmas_come_from_the_treebanks() -> None:
    """Forms and lemmas of a document are learnt."""
    document = TreeDocument(
        words=["mice", "said"], lemmas=["mouse", "say"], tags=[("NOUN", "NNS", "_"), ("VERB", "VBD", "_")]
    )
    assert lemma_table([document]).lemma("mice", "NOUN", "NNS", "_") == "mouse"
