"""Every colour that carries meaning can be read against every ground it stands on, in every theme."""

import pytest
from rich.terminal_theme import TerminalTheme
from textual._ansi_theme import ALABASTER, MONOKAI
from textual.color import Color
from textual.theme import Theme

from advisor.tui.app import AdvisorApp
from advisor.tui.desk import Settings
from advisor.tui.theme import THEME_TITLES, THEMES, VERDICT_NAMES, theme_after
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import press, settle

READABLE = 4.5
GROUNDS = ("background", "surface", "panel", "cursor")


def _luminance(colour: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel / 255) for channel in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _colours(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", [*(f"verdict-{name}" for name in VERDICT_NAMES), "foreground", "muted", "accent"])
def test_text_can_be_read(theme: Theme, ground: str, ink: str) -> None:
    colours = _colours(theme)
    assert contrast(Color.parse(colours[ink]), Color.parse(colours[ground])) >= READABLE


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme.ansi], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", VERDICT_NAMES)
def test_the_terminals_own_colours_can_be_read_in_a_usual_palette(theme: Theme, name: str) -> None:
    palette: TerminalTheme = MONOKAI if theme.dark else ALABASTER
    ink = Color.parse(_colours(theme)[f"verdict-{name}"])
    if ink.ansi == -1:
        colour = palette.foreground_color
    else:
        assert ink.ansi is not None
        colour = palette.ansi_colors[ink.ansi]
    assert contrast(Color(*colour), Color(*palette.background_color)) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_theme_names_the_same_colours_of_ours(theme: Theme) -> None:
    ours = {name for name in THEMES[0].variables if name.startswith(("verdict-", "cursor"))} | {"muted", "line"}
    assert ours <= set(theme.variables)


def test_the_themes_come_round() -> None:
    name, seen = THEMES[0].name, []
    for _ in THEMES:
        seen.append(name)
        name = theme_after(name)
    assert set(seen) == set(THEME_TITLES)
    assert name == THEMES[0].name
    assert theme_after("unheard-of") == THEMES[0].name


@pytest.mark.parametrize("keys", ["", "o", "r", "c", "r / c a r d"])
async def test_where_the_colours_change_nothing_keeps_those_before(desk: MemoryDesk, keys: str) -> None:
    themes = [theme.name for theme in THEMES if not theme.ansi]
    desk.remembered = Settings(themes[0], hinted=True)
    changed = AdvisorApp(start(desk, path="summer.yaml"))
    async with changed.run_test(size=(120, 24)) as pilot:
        await press(pilot, *keys.split())
        for theme in [*themes[1:], themes[0]]:
            changed.theme = theme
            await settle(pilot)
            desk.remembered = Settings(theme, hinted=True)
            anew = AdvisorApp(start(desk, path="summer.yaml"))
            async with anew.run_test(size=(120, 24)) as other:
                await press(other, *keys.split())
                assert looks(changed) == looks(anew)


def looks(app: AdvisorApp) -> list[list[tuple[str, object]]]:
    """What is on the screen, with its colours."""
    strips = app.screen._compositor.render_strips()
    return [[(text, style and (style.color, style.bgcolor)) for text, style, _ in strip.simplify()] for strip in strips]
