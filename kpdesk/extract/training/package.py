"""Writes a trained network as the folder that ships: small weights, labels, tables, notice; no path, no address."""
# pyright: reportMissingImports=false

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from kpdesk.extract.lemmas import Lemmas, learn
from kpdesk.extract.training.treebank import TreeDocument

NAME, VERSION = "kpdesk_en", "0.1.0"


def shrink(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Half-precision weights, and the table of pieces in bytes with one scale a row."""
    small = {k: v.astype("f2") for k, v in weights.items() if k != "pieces.weight"}
    table = weights["pieces.weight"]
    scale = np.abs(table).max(1) / 127
    small["pieces.weight"] = np.round(table / np.maximum(scale, 1e-9)[:, None]).astype("i1")
    small["pieces.scale"] = scale.astype("f2")
    return small


def lemma_table(documents: Iterable[TreeDocument]) -> Lemmas:
    """Lemmas learnt from the treebanks' words."""
    return learn((w, x, t[0], t[1]) for d in documents for w, x, t in zip(d.words, d.lemmas, d.tags, strict=True))


def write(
    folder: Path,
    weights: dict[str, np.ndarray],
    labels: dict[str, list[str]],
    vocabulary: list[str],
    lemmas: Lemmas,
    meta: dict[str, Any],
) -> None:
    """Writes the model folder; raises OSError when it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "weights.npz").open("wb") as file:
        np.savez(file, **shrink(weights))  # type: ignore[arg-type]
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), "utf-8")
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    lemmas.write(folder / "lemmas.json")
    (folder / "meta.json").write_text(
        json.dumps({"name": NAME, "version": VERSION, "lang": "en", **meta}, indent=1, sort_keys=True) + "\n", "utf-8"
    )
