"""Paths as a code host wants them: from the top of the repository, wherever the program was started."""

from pathlib import Path

from advisor.source.error import Place


def from_repository(place: Place | None) -> Place | None:
    """The place with its path from the top of the repository that holds it; as it is where there is none."""
    if place is None or not place.path:
        return None
    path = Path(place.path).absolute()
    top = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    shown = path.relative_to(top).as_posix() if top else place.path
    return Place(shown, place.line, place.column)
