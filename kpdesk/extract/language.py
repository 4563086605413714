"""Whether a text is English: by its commonest words and its script, without guessing from little."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

NAMES = {
    "en": "English",
    "fr": "French",
    "pt": "Portuguese",
    "es": "Spanish",
    "de": "German",
    "nl": "Dutch",
    "it": "Italian",
}
SCRIPTS = {
    "CYRILLIC": "Cyrillic", "ARABIC": "Arabic", "HEBREW": "Hebrew", "CJK": "Chinese or Japanese", "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese", "HANGUL": "Korean", "GREEK": "Greek", "DEVANAGARI": "Devanagari", "THAI": "Thai", "ARMENIAN": "Armenian",
}  # fmt: skip
# Scripts that as good as one language is written in, as far as news goes.
_OF_SCRIPT = {"ARABIC": "ar", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el", "THAI": "th",
              "ARMENIAN": "hy"}  # fmt: skip
_WORDS = {
    "en": "the of and to in that is was for on with as by at from it be are this has have had said not an which who its",
    "fr": "le la les des du et en est une que qui dans pour par sur au aux avec ce cette il elle sont pas été ont son ses",
    "pt": "o os as do da dos das em um uma que não para por com no na nos mais foi são ao pela pelo está também disse",
    "es": "el los las del y en un una que no para por con se su al más fue son como está pero dijo también este esta",
    "de": "der die das und ist den dem des ein eine nicht mit von für auf im zu sich auch wird wurde sind als bei nach",
    "nl": "de het een en van is op te dat niet met voor zijn aan er ook werd naar bij door uit maar wordt zei",
    "it": "il lo gli della di e che in un una per non con del dei delle è sono stato anche ha alla nel più detto",
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_ENOUGH = 8  # words before a language is told at all


def tell(text: str) -> tuple[str | None, str]:
    """The language code and a sentence for the person; the sentence is empty when the text can be read.

    The code is None where the text is too short to tell, which is read as English, or its letters serve many languages.
    """
    sample = text[:20_000]
    scripts: Counter[str] = Counter()
    for letter in sample:
        if letter.isalpha():
            scripts["LATIN" if letter.isascii() else unicodedata.name(letter, "OTHER").split()[0].split("-")[0]] += 1
    letters = sum(scripts.values())
    if letters and scripts["LATIN"] < 0.5 * letters:
        script = next((s for s, _ in scripts.most_common() if s in SCRIPTS), "")
        name = SCRIPTS.get(script, "another script")
        return _OF_SCRIPT.get(
            script
        ), f"The text is written in {name} letters; only English can be read, so nothing was proposed."
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < _ENOUGH:
        return None, ""
    hits = {code: sum(w in known for w in words) for code, known in _SETS.items()}
    best = max(hits, key=lambda code: hits[code])
    if best != "en" and hits[best] >= 0.12 * len(words) and hits[best] > 1.5 * hits["en"]:
        return best, f"The text looks {NAMES[best]}; only English can be read, so nothing was proposed."
    return ("en" if hits["en"] >= 0.08 * len(words) else None), ""
