"""Trains the network on all corpora at once for a given time, with averaged weights."""
# pyright: reportMissingImports=false

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from kpdesk.extract.training.batches import IGNORE, Batch, Labels, stream
from kpdesk.extract.training.examples import Example
from kpdesk.extract.training.network import Network, chain_loss
from kpdesk.extract.wordpieces import WordPieces

AVERAGING = 0.997


def words_of(network: Network, batch: Batch, drop: float = 0.1) -> torch.Tensor:
    """Encoded vectors of the batch's words (first piece of each)."""
    x = network.encode(batch.pieces, batch.features, batch.mask, drop)
    return x.gather(1, batch.heads[..., None].expand(-1, -1, x.shape[-1])).float()


def loss_of(network: Network, batch: Batch, drop: float = 0.1) -> tuple[torch.Tensor, dict[str, float]]:
    """The summed loss of every layer of labels that the batch has, and its parts."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = words_of(network, batch, drop)
    x = F.dropout(encoded, drop, network.training)
    parts: dict[str, torch.Tensor] = {}
    if batch.tag is not None:
        parts["tag"] = _choice(network.tag(x), batch.tag)
        parts["sentence"] = _choice(network.sentence(x), batch.sentence)
        parts |= _tree_losses(network, x, batch)
    if batch.entity is not None:
        parts["entity"] = _choice(network.entity(x), batch.entity)
    if batch.cue is not None:
        parts["cue"] = 2 * _choice(network.cue(x), batch.cue)
        if batch.links:
            parts["link"] = _link_loss(network, x, batch, drop)
    total = torch.stack(list(parts.values())).sum()
    return total, {k: float(v.detach()) for k, v in parts.items()}


def _choice(scores: torch.Tensor, gold: torch.Tensor | None) -> torch.Tensor:
    assert gold is not None
    if not bool((gold != IGNORE).any()):
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def _tree_losses(network: Network, x: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
    number, arc, label = batch.sentence_number, batch.arc, batch.label
    assert number is not None and arc is not None and label is not None
    same = number[:, :, None] == number[:, None, :]
    same = torch.cat([same, torch.ones_like(same[:, :, :1])], 2)
    scores = network.arcs(x).masked_fill(~same, -1e4)
    known = arc != IGNORE
    b, i = known.nonzero(as_tuple=True)
    heads = torch.cat([x, network.root.expand(x.shape[0], 1, -1)], 1)
    relations = network.relations(x[b, i], heads[b, arc[b, i]])
    return {
        "arc": F.cross_entropy(scores[b, i], arc[b, i]),
        "label": F.cross_entropy(relations, label[b, i], ignore_index=IGNORE),
    }


def _link_loss(network: Network, x: torch.Tensor, batch: Batch, drop: float) -> torch.Tensor:
    owner = torch.tensor([link[0] for link in batch.links])
    first, last = torch.tensor([link[1] for link in batch.links]), torch.tensor([link[2] for link in batch.links])
    gold = torch.zeros(len(batch.links), x.shape[1], dtype=torch.long)
    for k, link in enumerate(batch.links):
        gold[k, : len(link[3])] = torch.tensor(link[3])
    scores = network.links(x, owner, first, last, drop)
    return 0.08 * chain_loss(scores, gold, batch.words[owner], network.link_moves)


def train(
    network: Network,
    corpora: list[tuple[list[Example], float]],
    pieces: WordPieces,
    labels: Labels,
    minutes: float,
    out: Path,
    *,
    size: int = 8,
    rate: float = 2e-4,
    seed: int = 7,
    start: float = 0.0,
    limit: int | None = None,
) -> None:
    """Trains in place until ``minutes`` are over or ``limit`` steps are done; each corpus comes with its share of the batches.

    Leaves the averaged weights in the network and in ``out``/averaged.pt, saved every few minutes on the way.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    streams: list[Iterator[Batch]] = [stream(e, pieces, labels, size, chance) for e, _ in corpora]
    shares = [share for _, share in corpora]
    network.pieces.weight.requires_grad_(False)  # words that the corpora lack keep their place among the others
    encoder = [p for n, p in network.named_parameters() if n.split(".")[0] in {"positions", "norm", "layers"}]
    known = {id(p) for p in encoder} | {id(network.pieces.weight)}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": rate * 7}], weight_decay=0.01
    )
    base = [g["lr"] for g in optimizer.param_groups]
    average = {k: v.detach().clone() for k, v in network.state_dict().items() if k != "pieces.weight"}
    begun = saved = time.monotonic()
    step, seen = 0, {}
    network.train()
    while True:
        done = (time.monotonic() - begun) / (minutes * 60) if limit is None else step / limit
        if done >= 1:
            break
        factor = min(1.0, (step + 1) / 100) * (1 - (start + (1 - start) * done)) ** 1.0 + 0.01
        for group, lr in zip(optimizer.param_groups, base, strict=True):
            group["lr"] = lr * factor
        loss, parts = loss_of(network, next(chance.choices(streams, shares)[0]))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        keep = min(AVERAGING, step / (step + 20))
        with torch.no_grad():
            for k, v in network.named_parameters():
                if k in average:
                    average[k].lerp_(v, 1 - keep)
        _note(out, seen, parts, step, done)
        if time.monotonic() - saved > 240:
            saved = time.monotonic()
            torch.save(average, out / "averaged.pt")
    network.load_state_dict(average, strict=False)
    torch.save(average, out / "averaged.pt")


def _note(out: Path, seen: dict[str, Any], parts: dict[str, float], step: int, done: float) -> None:
    for k, v in parts.items():
        seen[k] = 0.98 * seen.get(k, v) + 0.02 * v
    if step % 50 == 0:
        with (out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(
                json.dumps({"step": step, "done": round(done, 4), **{k: round(v, 4) for k, v in seen.items()}}) + "\n"
            )
