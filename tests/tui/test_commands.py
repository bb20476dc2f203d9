"""Keys, palette, help and footer say the same, for they come from one table."""

import pytest
from textual.binding import Binding

from advisor.tui.app import AdvisorApp
from advisor.tui.checklist.screen import ChecklistScreen
from advisor.tui.commands import COMMANDS, Command, Where, bindings, commands
from advisor.tui.help import keys_page
from advisor.tui.home.screen import HomeScreen
from advisor.tui.palette import command_entries
from advisor.tui.questions.screen import QuestionsScreen
from advisor.tui.requests import Place
from advisor.tui.rules.screen import RulesScreen
from advisor.tui.widgets.choices import ChoiceList
from advisor.tui.widgets.keybar import key_line
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.place import PlaceScreen

OWNERS: dict[Where, type[AdvisorApp | PlaceScreen | Listing]] = {
    Where.EVERYWHERE: AdvisorApp,
    Where.HOME: HomeScreen,
    Where.QUESTIONS: QuestionsScreen,
    Where.CHECKLIST: ChecklistScreen,
    Where.RULES: RulesScreen,
    Where.LIST: Listing,
    Where.CHOICES: ChoiceList,
}


@pytest.mark.parametrize("where", Where)
def test_every_place_binds_exactly_the_keys_of_the_table(where: Where) -> None:
    bound = [binding for binding in OWNERS[where].BINDINGS if isinstance(binding, Binding)]
    assert [(b.key, b.action) for b in bound] == [(b.key, b.action) for b in bindings(where)]
    assert {b.key for b in bound} == {key for command in commands(where) for key in command.keys}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where.value}: {command.id}")
def test_every_command_has_an_action_where_it_can_be_given(command: Command) -> None:
    assert callable(getattr(OWNERS[command.where], f"action_{command.id}"))


@pytest.mark.parametrize("place", Place)
def test_the_help_of_a_place_lists_every_command_that_can_be_given_there(place: Place) -> None:
    page = keys_page(place).plain
    for command in commands(Where.at(place), Where.EVERYWHERE, Where.LIST):
        assert command.title in page
        assert command.all_keys in page
        assert command.help in page


def test_the_palette_offers_every_command_but_those_that_only_move() -> None:
    offered = {entry.found.command for entry in command_entries(COMMANDS)}
    assert {command for command in COMMANDS if command not in offered} == {
        command for command in COMMANDS if command.where in (Where.LIST, Where.CHOICES) or command.id == "palette"
    }


@pytest.mark.parametrize("place", Place)
def test_no_key_means_two_things_in_one_place(place: Place) -> None:
    here = commands(Where.at(place), Where.EVERYWHERE)
    keys = [key for command in here for key in command.keys]
    assert len(keys) == len(set(keys))


def test_help_quit_and_the_palette_have_two_keys_each_for_terminals_that_keep_one() -> None:
    for command in commands(Where.EVERYWHERE):
        if command.id in ("help", "quit", "palette"):
            assert len(command.keys) >= 2


@pytest.mark.parametrize("width", [18, 40, 80, 200])
def test_the_footer_shows_what_fits_and_always_help(width: int) -> None:
    shown = [command for command in commands(Where.QUESTIONS, Where.EVERYWHERE) if command.footer]
    line = key_line(shown, width)
    assert "? help" in line.plain
    assert ": find" in line.plain
    assert line.cell_length <= width
