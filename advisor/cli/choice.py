"""What a person typed in answer to a list: numbers or names, one or several."""

import re
from collections.abc import Sequence

from advisor.cli.dialogue import tell
from advisor.source.error import AdvisorError, fail
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted

_BETWEEN = re.compile(r"[,;\s]+")


def chosen(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names meant by numbers (from 1) or names, between commas or blanks. Raises AdvisorError for any other."""
    return tuple(_one(word, names) for word in _BETWEEN.split(text.strip(" ,;.")) if word)


def _one(word: str, names: Sequence[str]) -> str:
    number = word.rstrip(".)")
    if number.isascii() and number.isdigit():
        at = int(number[:9])
        if not 1 <= at <= len(names):
            raise fail(f"{quoted(number, 20)} is not on the list", f"it goes from 1 to {len(names)}")
        return names[at - 1]
    folded = {name.casefold(): name for name in names}
    if word.casefold() not in folded:
        raise fail(f"{quoted(word)} is not on the list", did_you_mean(word, names))
    return folded[word.casefold()]


def pick(text: str, count: int) -> int | None:
    """The place (from 0) in a list of `count` that a single number means; None, and said why, if it means none."""
    if not text:
        return None
    try:
        places = chosen(text, [str(place) for place in range(count)])
    except AdvisorError as error:
        tell(str(error))
        return None
    if len(places) != 1:
        tell("One number, please.")
        return None
    return int(places[0])
