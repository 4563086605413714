"""``python -m kpdesk.extract.training``: from the corpora to the packaged model, with a log of scores."""
# pyright: reportMissingImports=false

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from kpdesk.errors import KpdeskError
from kpdesk.extract import pipeline
from kpdesk.extract.training import package, pretrained
from kpdesk.extract.training.evaluation import attribution_scores, conll18
from kpdesk.extract.training.examples import (
    Example,
    article_examples,
    iob_examples,
    label_lists,
    read_articles,
    tree_examples,
)
from kpdesk.extract.training.treebank import read_documents

ROOT = Path(__file__).parents[3]
CONFIG = Path(__file__).parent / "config.json"


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command's options."""
    ask = argparse.ArgumentParser(prog="python -m kpdesk.extract.training", description=__doc__)
    ask.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora", help="folder of the corpora")
    ask.add_argument("--scorer", type=Path, default=ROOT.parent / "shared" / "eval" / "score.py", help="score.py")
    ask.add_argument("--out", type=Path, default=None, help="model folder to write (kpdesk/extract/model)")
    ask.add_argument(
        "--work", type=Path, default=None, help="folder for weights on the way and the log (build/training)"
    )
    ask.add_argument(
        "--without", choices=["polnear"], default=None, help="leave a corpus out; attribution is then by rule"
    )
    ask.add_argument("--steps", type=int, default=None, help="steps to train (config.json)")
    ask.add_argument("--max-minutes", type=float, default=None, help="stop after this time instead of after the steps")
    ask.add_argument("--resume", action="store_true", help="go on from the work folder's averaged weights")
    ask.add_argument(
        "--package-only", action="store_true", help="train nothing; package and score the work folder's weights"
    )
    return ask.parse_args(words)


def corpora(
    folder: Path, without: str | None, held_out: int, seed: int
) -> tuple[list[Example], list[Example], list[Example]]:
    """(treebanks, articles, CrossNER) to train on; the articles lack those held out for choosing."""
    trees = tree_examples(folder / "ud_ewt_train.conllu.gz") + tree_examples(folder / "ud_gum_train.conllu.gz")
    iob = [e for part in ("train", "dev") for e in iob_examples(folder / f"crossner_politics_{part}.iob.gz")]
    if without == "polnear":
        return trees, [], iob
    articles = read_articles(folder / "polnear_train.jsonl.gz")
    random.Random(seed).shuffle(articles)
    return trees, article_examples(articles[held_out:]), iob


def main(words: list[str] | None = None) -> int:
    """Trains, packages and scores; returns the exit code."""
    options = arguments(words)
    config = json.loads(CONFIG.read_text("utf-8"))
    name = "model" if options.without is None else f"model_without_{options.without}"
    work = options.work or ROOT / "build" / "training" / name
    out = options.out or (
        Path(pipeline.__file__).parent / "model" if options.without is None else ROOT / "build" / name
    )
    work.mkdir(parents=True, exist_ok=True)
    try:
        trees = _train(options, config, work)
        scores = _package(options, config, work, out, trees)
    except KpdeskError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    (work / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")
    print(json.dumps(scores, indent=1))
    return 0


def _network(lists: dict[str, list[str]], vocabulary: list[str], layers: int):
    from kpdesk.extract.training.network import Network

    network = Network(len(vocabulary), layers, *(len(lists[k]) for k in ("tags", "labels", "entities")))
    pretrained.load_into(network, pretrained.folder())
    return network


def _train(options: argparse.Namespace, config: dict[str, Any], work: Path) -> list[Example]:
    vocabulary = pretrained.vocabulary(pretrained.folder())
    import torch

    from kpdesk.extract.training.batches import Labels
    from kpdesk.extract.training.trainer import train
    from kpdesk.extract.wordpieces import WordPieces

    torch.manual_seed(config["seed"])
    trees, news, iob = corpora(options.corpora, options.without, config["held_out"], config["held_out_seed"])
    lists = label_lists(trees)
    (work / "labels.json").write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
    if options.package_only:
        return trees
    network = _network(lists, vocabulary, config["layers"])
    if options.resume:
        network.load_state_dict(torch.load(work / "averaged.pt"), strict=False)
    shares = config["shares"]
    chosen = [(e, shares[k]) for e, k in ((trees, "trees"), (news, "news"), (iob, "iob")) if e]
    numbers = Labels(*({x: i for i, x in enumerate(lists[k])} for k in ("tags", "labels", "entities")))
    limit = None if options.max_minutes else options.steps or config["steps"]
    train(network, chosen, WordPieces(vocabulary), numbers, options.max_minutes or 0, work,
          size=config["batch"], rate=config["rate"], seed=config["seed"], limit=limit)  # fmt: skip
    return trees


def _package(
    options: argparse.Namespace, config: dict[str, Any], work: Path, out: Path, trees: list[Example]
) -> dict[str, Any]:
    import torch

    vocabulary = pretrained.vocabulary(pretrained.folder())
    lists = json.loads((work / "labels.json").read_text("utf-8"))
    network = _network(lists, vocabulary, config["layers"])
    network.load_state_dict(torch.load(work / "averaged.pt"), strict=False)
    weights = {k: v.float().numpy() for k, v in network.state_dict().items()}
    settings = {"by_rule": 1} if options.without == "polnear" else config["settings"]
    lemmas = package.lemma_table(e.tree for e in trees if e.tree)
    package.write(out, weights, lists, vocabulary, lemmas, {"settings": settings})
    pipeline.SHIPPED = out
    nlp = pipeline.load()
    scores: dict[str, Any] = {}
    for bank in ("ewt", "gum"):
        scores[f"ud_{bank}_dev"] = conll18(read_documents(options.corpora / f"ud_{bank}_dev.conllu.gz"), nlp)
    dev = options.corpora / "polnear_dev.jsonl.gz"
    scores["polnear_dev"] = attribution_scores(options.scorer, dev, read_articles(dev), nlp)
    return scores


if __name__ == "__main__":
    sys.exit(main())
