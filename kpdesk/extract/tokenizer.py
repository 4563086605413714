"""spaCy's English tokenizer, bent to the words of the Universal Dependencies treebanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_prefix_regex, compile_suffix_regex

_RUNS = r"([*=_!?~<>$#+.-])\1+"  # a row of one mark is one word: ****, ====, !!!
_LONGEST_ENDING = 256  # characters that an ending is looked for in
_SPLIT = {"wanna": ("wan", "na"), "outta": ("out", "ta"), "gotta": ("got", "ta")}


def bend(nlp: Language) -> None:
    """Changes ``nlp.tokenizer`` in place."""
    tokenizer: Any = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return
    prefixes, suffixes = list(nlp.Defaults.prefixes or ()), list(nlp.Defaults.suffixes or ())
    tokenizer.prefix_search = compile_prefix_regex([_RUNS, *prefixes]).search
    tokenizer.suffix_search = _at_the_end(compile_suffix_regex([_RUNS, *suffixes]).search)
    for word, parts in _SPLIT.items():
        tokenizer.add_special_case(word, [{ORTH: part} for part in parts])
        tokenizer.add_special_case(word.capitalize(), [{ORTH: part} for part in (parts[0].capitalize(), *parts[1:])])


def _at_the_end(search: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same search over the last characters only: of 10,000 brackets without a blank each was looked for in all."""
    return lambda word: search(word[-_LONGEST_ENDING:])
