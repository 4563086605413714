"""Known names in a text: longest first, a letter wrong, the case's own before the reference set."""

from kpdesk.domain.draft import Known, KnownActor
from kpdesk.extract import reference
from kpdesk.extract.gazetteer import build

LISTED = build(Known(), reference.load())


def keys(text, gazetteer=LISTED):
    """What is found, as (words, keys)."""
    return [(text[h.start : h.end], {w.target.key for w in h.ways}) for h in gazetteer.find(text)]


def test_the_longest_name_wins():
    """The scheme's full name is not cut to the shorter one."""
    assert keys("The Kimberley Process Certification Scheme met.") == [
        ("Kimberley Process Certification Scheme", {"organisation/kimberley-process"})
    ]


def test_one_wrong_letter_is_forgiven_in_long_names():
    """Persons and bodies, never countries."""
    assert ("Shamisso Mtisi", {"person/shamiso-mtisi"}) in keys("Shamisso Mtisi spoke.")
    assert keys("Nigerr met Malli.") == []


def test_acronyms_keep_their_capitals():
    """A word in small letters is no acronym."""
    assert keys("They met us there.") == []
    assert keys("The WDC met.") == [("WDC", {"organisation/world-diamond-council"})]


def test_the_cases_own_records_win():
    """A name that a person gave belongs to the case's actor, with its learnt spellings."""
    own = build(
        Known(actors=(KnownActor(id="7", name="Shamiso Mtisi", kind="person", names=("Old Sham",)),)), reference.load()
    )
    assert keys("Shamiso Mtisi and Old Sham met.", own) == [("Shamiso Mtisi", {"record/7"}), ("Old Sham", {"record/7"})]
