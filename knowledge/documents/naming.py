"""Names in a question: what it is about, where nothing else can be meant."""

import re

from knowledge.lexical import STOP_WORDS, word_set

_WORD = re.compile(r"\w+", re.UNICODE)
_BEGINS = re.compile(r"(?:^|[.?!:;])[\s\"'(\[]*$")
_NO_NAMES = word_set(
    """
        january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday region regions
        english german french italian spanish european europe
        """
)
"""Written with a capital, and said in other ways by many a text that answers."""


def names(question: str) -> list[str]:
    """Words with a capital that no beginning of a sentence explains; abbreviations are none.

    Where every word of weight has a capital, capitals say nothing.
    """
    found = []
    plain = False
    for match in _WORD.finditer(question):
        word = match[0]
        if word.lower() in STOP_WORDS or len(word) == 1:
            continue
        plain |= word.islower()
        named = word[0].isupper() and not word.isupper() and word.lower() not in _NO_NAMES
        if named and not _BEGINS.search(question[: match.start()]):
            found.append(word)
    return found if plain else []
