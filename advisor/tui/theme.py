"""The themes: an own dark and light one, high contrast, and two that use the terminal's own colours.

Every theme defines the same variables, so that no screen asks which theme it is in. The contrast of each is computed
in a test.
"""

from textual.theme import Theme

VERDICT_NAMES = ("prohibited", "approval", "safeguards", "permitted", "not-covered", "undecided")
DEFAULT_THEME = "ink"


def _theme(  # noqa: PLR0913 - a palette is what it is
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    panel: str,
    foreground: str,
    muted: str,
    line: str,
    accent: str,
    cursor: str,
    verdicts: tuple[str, ...],
) -> Theme:
    prohibited, _, safeguards, permitted, _, undecided = verdicts
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=undecided,
        accent=accent,
        warning=safeguards,
        error=prohibited,
        success=permitted,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        variables={
            "muted": muted,
            "line": line,
            "cursor": cursor,
            "cursor-text": foreground,
            "cursor-style": "bold",
            "cursor-blurred": panel,
            "cursor-blurred-style": "none",
            "border": accent,
            "border-blurred": line,
            "text": foreground,
            "text-muted": muted,
            "input-selection-background": f"{accent} 35%",
            "scrollbar": line,
            "scrollbar-hover": muted,
            "scrollbar-active": accent,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
            **{f"verdict-{word}": colour for word, colour in zip(VERDICT_NAMES, verdicts, strict=True)},
        },
    )


def _terminal(name: str, *, dark: bool, strong: str, line: str, verdicts: tuple[str, ...]) -> Theme:
    prohibited, _, safeguards, permitted, _, undecided = verdicts
    default = "ansi_default"
    return Theme(
        name=name,
        ansi=True,
        dark=dark,
        primary=strong,
        secondary=undecided,
        accent=strong,
        warning=safeguards,
        error=prohibited,
        success=permitted,
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        boost=default,
        variables={
            "muted": default,
            "line": line,
            "cursor": default,
            "cursor-text": default,
            # Without colours of our own the cursor is shown in reverse, which NO_COLOR keeps as well.
            "cursor-style": "bold reverse",
            "cursor-blurred": default,
            "cursor-blurred-style": "underline",
            "border": strong,
            "border-blurred": line,
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
            "input-cursor-text-style": "reverse",
            "scrollbar": line,
            "scrollbar-hover": line,
            "scrollbar-active": strong,
            "scrollbar-background": default,
            "scrollbar-background-hover": default,
            "scrollbar-background-active": default,
            **{f"verdict-{word}": colour for word, colour in zip(VERDICT_NAMES, verdicts, strict=True)},
        },
    )


THEMES = (
    _theme(
        "ink",
        dark=True,
        background="#12161f",
        surface="#171c27",
        panel="#212837",
        foreground="#e4dfd3",
        muted="#a1a8b6",
        line="#36405a",
        accent="#e9b872",
        cursor="#2d3750",
        verdicts=("#ff8f87", "#cbaaff", "#f2c572", "#95d6a0", "#b3bccb", "#86c5f2"),
    ),
    _theme(
        "paper",
        dark=False,
        background="#faf7f0",
        surface="#f3eee2",
        panel="#e6dfcd",
        foreground="#27241e",
        muted="#5d574a",
        line="#c6bca3",
        accent="#8a4b08",
        cursor="#dfd5bc",
        verdicts=("#9c1c1c", "#5f3398", "#6b4700", "#17572b", "#484d55", "#174d80"),
    ),
    _theme(
        "contrast",
        dark=True,
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        foreground="#ffffff",
        muted="#e0e0e0",
        line="#ffffff",
        accent="#ffff00",
        cursor="#003a70",
        verdicts=("#ff9d9d", "#e0c2ff", "#ffe066", "#8dff8d", "#ffffff", "#9fe0ff"),
    ),
    _terminal(
        "terminal-dark",
        dark=True,
        strong="ansi_bright_yellow",
        line="ansi_bright_black",
        verdicts=(
            "ansi_bright_red",
            "ansi_bright_magenta",
            "ansi_bright_yellow",
            "ansi_bright_green",
            "ansi_default",
            "ansi_bright_cyan",
        ),
    ),
    _terminal(
        "terminal-light",
        dark=False,
        strong="ansi_blue",
        line="ansi_bright_black",
        verdicts=("ansi_red", "ansi_magenta", "ansi_default", "ansi_default", "ansi_default", "ansi_blue"),
    ),
)
THEME_TITLES = {
    "ink": "Ink: dark, the default",
    "paper": "Paper: light",
    "contrast": "High contrast",
    "terminal-dark": "The terminal's own colours, dark",
    "terminal-light": "The terminal's own colours, light",
}


def theme_after(name: str) -> str:
    """The theme that comes after this one, round and round; the first for an unknown name."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def variable_defaults() -> dict[str, str]:
    """Our own variables for a theme that does not define them, so that any theme draws."""
    return dict(THEMES[0].variables)
