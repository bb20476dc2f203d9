"""A rule's page as plain text and as Markdown, and lists of rules as lines: what `advisor rule` and `rules` print."""

import textwrap
from collections.abc import Iterable, Iterator

from advisor.policy.model import Rule
from advisor.report.escape import markdown_text
from advisor.report.modality import modality_word
from advisor.report.rule_page import (
    Block,
    FindingBlock,
    Item,
    Paragraph,
    QuestionLink,
    RuleLink,
    RulePage,
)
from advisor.source.safe_text import one_line

WIDTH = 80


def page_text(page: RulePage) -> str:
    """The page for a terminal, 80 columns wide."""
    lines = [*wrapped(page.rule.title), *wrapped(_subtitle(page))]
    for passage in page.passages:
        lines += ["", passage.heading.value]
        for block in passage.blocks:
            lines += _text_block(block)
    return "\n".join(lines) + "\n"


def page_markdown(page: RulePage, level: int = 1) -> str:
    """The page in Markdown, its title a heading of that level."""
    lines = [f"{'#' * level} {markdown_text(page.rule.title)}", "", markdown_text(_subtitle(page))]
    for passage in page.passages:
        lines += ["", f"{'#' * (level + 1)} {passage.heading.value}", ""]
        after_list = False
        for number, block in enumerate(passage.blocks):
            listed = not isinstance(block, Paragraph)
            if number and not (listed and after_list):
                lines.append("")
            lines.append(_markdown_block(block))
            after_list = listed
    return "\n".join(lines) + "\n"


def rule_lines(rule: Rule, reasons: Iterable[str] = ()) -> Iterator[str]:
    """A rule in a list: its title, what names and places it, and why it was found."""
    yield from wrapped(rule.title)
    yield from wrapped(f"{rule.id} · {modality_word(rule)} · {', '.join(rule.cites)}", "  ")
    why = "; ".join(reasons)
    if why:
        yield from wrapped(f"found by {why}", "  ")


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text on lines of at most 80 columns, safe for a terminal."""
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    )


def _subtitle(page: RulePage) -> str:
    return f"{page.rule.id} · {page.modality} · {', '.join(page.rule.cites)}"


def _words(block: Block) -> str:
    match block:
        case Paragraph(text, label):
            return f"{label}: {text}" if label else text
        case Item(text):
            return text
        case RuleLink(rule, label):
            return f"{label}: {rule.title} ({rule.id})" if label else f"{rule.title} ({rule.id})"
        case QuestionLink(question, prompt, _, still_open):
            return f"Decided by “{prompt}” ({question}){', still open' if still_open else ''}"
        case FindingBlock(_, title, status, reason):
            return f"{title}: {status.value}. {reason}"


def _depth(block: Block) -> int:
    return block.depth if isinstance(block, Item) else 0


def _text_block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return wrapped(_words(block), "  ")
    indent = "  " * (_depth(block) + 1)
    return wrapped(f"- {_words(block)}", indent, indent + "  ")


def _markdown_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return markdown_text(_words(block))
    return f"{'  ' * _depth(block)}- {markdown_text(_words(block))}"
