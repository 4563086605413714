"""A tiny network with chance weights: small enough to build in a test, whole enough to run every stage."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *'abcdefghijklmnopqrstuvwxyz.,"',
    *("##" + c for c in "abcdefghijklmnopqrstuvwxyz"),
]
WIDTH, INNER, ARC, RELATION, LINK, LAYERS = 24, 32, 8, 6, 10, 2
LABELS = {
    "tags": ["NOUN\tNN\tNumber=Sing", "VERB\tVBD\tTense=Past", "PUNCT\t.\t_"],
    "labels": ["root", "nsubj", "obj"],
    "entities": ["O", "B-PERSON", "I-PERSON", "L-PERSON", "U-PERSON"],
}


def chance_weights(seed: int = 1) -> dict[str, np.ndarray]:
    """Weights of every name that the network asks for."""
    chance = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "positions.weight": (512, WIDTH), "features.weight": (16, WIDTH), "norm.weight": (WIDTH,), "norm.bias": (WIDTH,),
        "root": (WIDTH,), "arc": (ARC + 1, ARC), "label": (3, RELATION + 1, RELATION + 1), "link_moves": (5, 5),
        "link_distance.weight": (49, LINK),
    }  # fmt: skip
    for name, out, into in (
        ("tag", 3, WIDTH), ("sentence", 2, WIDTH), ("entity", 5, WIDTH), ("cue", 3, WIDTH), ("arc_child", ARC, WIDTH), ("arc_head", ARC, WIDTH),
        ("label_child", RELATION, WIDTH), ("label_head", RELATION, WIDTH), ("link_word", LINK, WIDTH), ("link_cue", LINK, 2 * WIDTH),
        ("link_conv1", LINK, 3 * LINK), ("link_conv2", LINK, 3 * LINK), ("link_out", 5, LINK),
    ):  # fmt: skip
        shapes |= {f"{name}.weight": (out, into), f"{name}.bias": (out,)}
    for i in range(LAYERS):
        for name, out, into in (
            ("qkv", 3 * WIDTH, WIDTH),
            ("out", WIDTH, WIDTH),
            ("inner", INNER, WIDTH),
            ("outer", WIDTH, INNER),
        ):
            shapes |= {f"layers.{i}.{name}.weight": (out, into), f"layers.{i}.{name}.bias": (out,)}
        for name in ("norm1", "norm2"):
            shapes |= {f"layers.{i}.{name}.weight": (WIDTH,), f"layers.{i}.{name}.bias": (WIDTH,)}
    weights = {k: chance.normal(0, 0.3, s).astype("f4") for k, s in shapes.items()}
    weights["pieces.weight"] = chance.normal(0, 1, (len(PIECES), WIDTH)).astype("f4")
    return weights


def write_model(folder: Path, seed: int = 1) -> Path:
    """A model folder with chance weights."""
    from kpdesk.extract.lemmas import Lemmas
    from kpdesk.extract.training.package import write

    write(
        folder,
        chance_weights(seed),
        LABELS,
        PIECES,
        Lemmas({}, {}),
        {"settings": {"cue_threshold": 0.2, "score_threshold": 0.0}},
    )
    json.loads((folder / "meta.json").read_text("utf-8"))
    return folder
