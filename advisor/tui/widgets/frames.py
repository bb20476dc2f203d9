"""What holds parts of a screen together, and shows nothing itself: so Textual is spared to draw it beneath them, line by line."""

from textual.containers import Horizontal, Vertical


class Beside(Horizontal):
    """Parts beside each other."""

    BLANK = True


class Below(Vertical):
    """Parts below each other."""

    BLANK = True
