"""Language: English is read, others are named and left alone, little text is not guessed."""

import pytest

from kpdesk.extract.language import tell


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("The delegates of the coalition said that they will not attend the meeting in June.", "en", ""),
        (
            "Les délégués de la coalition ont dit que la réunion n'est pas une solution pour les mineurs.",
            "fr",
            "French",
        ),
        (
            "Os delegados não foram ao encontro porque a proposta da presidência não foi aprovada pelo grupo.",
            "pt",
            "Portuguese",
        ),
        (
            "Die Vertreter der Koalition sagten, dass sie nicht an dem Treffen teilnehmen und auch keinen Bericht lesen.",
            "de",
            "German",
        ),
        ("Министр сказал, что алмазы чистые и вывоз разрешён.", None, "Cyrillic"),
        ("قال المنسق إن الشهادات لا تكفي وحدها قبل الاجتماع المقبل.", "ar", "Arabic"),
        ("קואליציית היהלומים דורשת שקיפות לפני הפגישה הבאה.", "he", "Hebrew"),
        ("Diamonds!", None, ""),
    ],
)
def test_languages_are_told_by_their_commonest_words(text, code, word):
    """A note names what cannot be read; English and short texts have none."""
    assert tell(text)[0] == code
    assert word in tell(text)[1]
    assert bool(word) == bool(tell(text)[1])
