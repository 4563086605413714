"""spaCy's English tokenizer, bent to the words of the Universal Dependencies treebanks."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_prefix_regex, compile_suffix_regex

_RUNS = r"([*=_!?~<>$#+.-])\1+"  # a row of one mark is one word: ****, ====, !!!
_SPLIT = {"wanna": ("wan", "na"), "outta": ("out", "ta"), "gotta": ("got", "ta")}


def bend(nlp: Language) -> None:
    """Changes ``nlp.tokenizer`` in place."""
    tokenizer: Any = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return
    prefixes, suffixes = list(nlp.Defaults.prefixes or ()), list(nlp.Defaults.suffixes or ())
    tokenizer.prefix_search = compile_prefix_regex([_RUNS, *prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([_RUNS, *suffixes]).search
    for word, parts in _SPLIT.items():
        tokenizer.add_special_case(word, [{ORTH: part} for part in parts])
        tokenizer.add_special_case(word.capitalize(), [{ORTH: part} for part in (parts[0].capitalize(), *parts[1:])])
