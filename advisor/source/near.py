"""The near miss: what a person probably meant by a name that does not exist."""

from collections.abc import Iterable
from itertools import islice

MOST_COMPARED = 500
"""Names looked at: comparing takes a while, and a file may have a hundred mistakes."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is like it at all."""
    from difflib import get_close_matches  # only where something is wrong

    names = list(islice(known, MOST_COMPARED))
    folded = {other.casefold().replace("-", "_"): other for other in reversed(names)}
    close = get_close_matches(name.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint: the near miss if there is one, else a few of the names that exist."""
    names = list(known)
    near = nearest(name, names)
    if near:
        return f"did you mean {near!r}?"
    if not names:
        return "there is none"
    shown = ", ".join(names[:12])
    return f"there is {shown}{' …' if len(names) > 12 else ''}"
