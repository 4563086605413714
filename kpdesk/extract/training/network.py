"""The network as it is trained: a small transformer that reads words, and the heads that label them."""
# pyright: reportMissingImports=false

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kpdesk.extract.wordpieces import FEATURES

WIDTH, ATTENTION_HEADS, INNER = 384, 12, 1536
ARC, RELATION, LINK = 192, 96, 160
REACH = 24  # distances from a cue are told apart up to this many buckets each side
LINK_LABELS = ("O", "B-CONTENT", "I-CONTENT", "B-SOURCE", "I-SOURCE")


class Layer(nn.Module):
    """One transformer layer, norms after the sums as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), drop, self.training))
        inner = F.gelu(self.inner(x), approximate="tanh")
        return self.norm2(x + F.dropout(self.outer(inner), drop, self.training))


class Network(nn.Module):
    """Encoder and heads. Everything after the encoder works on words, not pieces."""

    def __init__(self, pieces: int, layers: int, tags: int, labels: int, entities: int) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(pieces, WIDTH), nn.Embedding(512, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tag, self.sentence, self.entity = nn.Linear(WIDTH, tags), nn.Linear(WIDTH, 2), nn.Linear(WIDTH, entities)
        self.arc_child, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.label_child, self.label_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.label = nn.Parameter(torch.randn(labels, RELATION + 1, RELATION + 1) * 0.02)
        self.cue = nn.Linear(WIDTH, 3)
        self.link_word, self.link_cue = nn.Linear(WIDTH, LINK), nn.Linear(2 * WIDTH, LINK)
        self.link_distance = nn.Embedding(2 * REACH + 1, LINK)
        self.link_conv1, self.link_conv2 = nn.Linear(3 * LINK, LINK), nn.Linear(3 * LINK, LINK)
        self.link_out = nn.Linear(LINK, len(LINK_LABELS))
        self.link_moves = nn.Parameter(torch.zeros(len(LINK_LABELS), len(LINK_LABELS)))

    def encode(self, pieces: Tensor, features: Tensor, mask: Tensor, drop: float = 0.1) -> Tensor:
        """Vectors of all pieces; ``mask`` is true where a piece stands."""
        places = torch.arange(pieces.shape[1])
        x = self.norm(self.pieces(pieces) + self.positions(places)[None] + self.features(features))
        x = F.dropout(x, drop, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], drop)
        return x

    def arcs(self, x: Tensor) -> Tensor:
        """(batch, child, head) scores; the last head is the root."""
        heads = torch.cat([x, self.root.expand(x.shape[0], 1, -1)], 1)
        child = F.gelu(self.arc_child(x), approximate="tanh")
        child = torch.cat([child, torch.ones_like(child[..., :1])], -1)
        head = F.gelu(self.arc_head(heads), approximate="tanh")
        return torch.einsum("bic,cd,bjd->bij", child, self.arc, head)

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """(n, labels) scores for n pairs of vectors."""
        child = F.gelu(self.label_child(child), approximate="tanh")
        head = F.gelu(self.label_head(head), approximate="tanh")
        child = torch.cat([child, torch.ones_like(child[:, :1])], -1)
        head = torch.cat([head, torch.ones_like(head[:, :1])], -1)
        return torch.einsum("ni,lij,nj->nl", child, self.label, head)

    def links(self, x: Tensor, owner: Tensor, first: Tensor, last: Tensor, drop: float = 0.1) -> Tensor:
        """For each cue (window ``owner``, words ``first``..``last`` inclusive) scores of LINK_LABELS for the window's words."""
        word = self.link_word(x)[owner]
        cue = self.link_cue(torch.cat([x[owner, first], x[owner, last]], -1))
        y = word + cue[:, None] + self.link_distance(distance_buckets(x.shape[1], first, last))
        y = F.dropout(F.gelu(y, approximate="tanh"), drop, self.training)
        for conv, step in ((self.link_conv1, 1), (self.link_conv2, 2)):
            left, right = F.pad(y, (0, 0, step, 0))[:, :-step], F.pad(y, (0, 0, 0, step))[:, step:]
            y = y + F.gelu(conv(torch.cat([left, y, right], -1)), approximate="tanh")
        return self.link_out(y)


def distance_buckets(length: int, first: Tensor, last: Tensor) -> Tensor:
    """(cues, length) bucket of each word's distance from each cue; REACH is inside the cue."""
    place = torch.arange(length)[None]
    before, after = (first[:, None] - place).clamp(min=0), (place - last[:, None]).clamp(min=0)
    far = torch.where(before > 0, before, after).float()
    near = torch.where(far <= 12, far, 12 + (torch.log2(far.clamp(min=12) / 12) * 3)).long().clamp(max=REACH)
    return torch.where(before > 0, REACH - near, REACH + near)


def chain_loss(scores: Tensor, gold: Tensor, mask: Tensor, moves: Tensor) -> Tensor:
    """Mean negative log likelihood of a linear chain; ``scores`` (n, length, labels), mask true from 0 on."""
    n = scores.shape[0]
    alpha, total = scores[:, 0], scores[torch.arange(n), 0, gold[:, 0]]
    for t in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + moves[None], 1) + scores[:, t]
        here = mask[:, t, None]
        alpha = torch.where(here, step, alpha)
        gain = moves[gold[:, t - 1], gold[:, t]] + scores[torch.arange(n), t, gold[:, t]]
        total = total + torch.where(mask[:, t], gain, torch.zeros_like(gain))
    return (torch.logsumexp(alpha, 1) - total).mean()
