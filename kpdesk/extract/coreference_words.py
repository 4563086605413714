"""The words that coreference goes by: pronouns, titles that show a gender, nouns for persons, bodies and places."""

from __future__ import annotations

_PERSON, _THINGS = ("person",), ("thing",)
PRONOUNS: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", _PERSON)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", _PERSON)),
    **dict.fromkeys(("it", "its", "itself"), ("", _THINGS)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("", ("many", "thing"))),
}
SPEAKER_PRONOUNS = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])

FEMALE = frozenset(
    ["mrs", "ms", "miss", "madam", "madame", "lady", "baroness", "queen", "princess", "sister", "spokeswoman", "chairwoman", "congresswoman", "businesswoman", "mother", "daughter", "wife", "actress", "mary", "anna", "anne", "elizabeth", "sarah", "susan", "maria", "jane", "jennifer", "patricia", "linda", "barbara", "margaret", "karen", "nancy", "lisa", "betty", "helen", "sandra", "donna", "carol", "ruth", "sharon", "michelle", "laura", "hillary", "angela", "ellen", "amina", "fatima", "grace", "julia", "kate", "catherine", "rachel", "rebecca", "emma", "alice", "diana", "rose", "julie", "joan", "martha", "marie", "carly", "melania", "ivanka", "megyn"]
)
MALE = frozenset(
    ["mr", "sir", "lord", "baron", "king", "prince", "brother", "spokesman", "chairman", "congressman", "businessman", "father", "son", "husband", "actor", "john", "james", "robert", "michael", "william", "david", "richard", "joseph", "thomas", "charles", "christopher", "daniel", "matthew", "anthony", "mark", "donald", "steven", "paul", "andrew", "joshua", "kenneth", "kevin", "brian", "george", "edward", "peter", "alan", "barack", "bernie", "jeb", "ted", "bill", "marco", "paul", "mohammed", "muhammad", "ali", "ahmed", "hassan", "ibrahim", "pierre", "jean", "jacques", "carlos", "jose", "juan", "luis", "vladimir", "dmitry", "sergei", "robert", "emmerson", "patrick", "simon", "martin", "stephen", "steve", "scott", "eric", "tom", "joe", "jim", "mike", "dan", "frank", "henry", "jack", "adam", "ben", "sam", "tony"]
)
PERSONS = frozenset(
    ["minister", "president", "chairman", "chair", "chairwoman", "chairperson", "spokesman", "spokeswoman", "spokesperson", "director", "ambassador", "secretary", "official", "leader", "activist", "lawyer", "researcher", "analyst", "expert", "governor", "senator", "congressman", "congresswoman", "mayor", "judge", "general", "commissioner", "coordinator", "delegate", "representative", "envoy", "candidate", "nominee", "author", "professor", "economist", "reporter", "editor", "adviser", "advisor", "executive", "founder", "manager", "officer", "candidate", "billionaire", "politician"]
)
GROUPS = frozenset(
    ["group", "organisation", "organization", "ngo", "company", "firm", "body", "association", "council", "committee", "agency", "ministry", "coalition", "alliance", "party", "union", "institute", "foundation", "bank", "court", "newspaper", "agency", "network", "secretariat", "corporation", "team", "watchdog", "charity", "bloc", "commission", "campaign"]
)
PLACES = frozenset(["country", "state", "nation", "city", "republic", "kingdom", "government"])
COMMON_PERSONS = frozenset(["man", "woman", "boy", "girl", "person", "father", "mother", "son", "daughter", "brother", "sister", "wife", "husband", "friend", "child", "lady", "guy"])
