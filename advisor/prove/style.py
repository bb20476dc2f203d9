"""What a reader stumbles over: rules that decide without an example, texts too long to act on, idle keywords.

All of it is advice, so all of it is warnings. Keywords are judged only where the pack says what people ask
(`searches.yaml`): a word that seems apt and that nobody types costs nothing but the belief that it helps.
"""

import re
from collections.abc import Iterator

from advisor.policy.asked import AskedQuestions
from advisor.policy.model import Modality, Policy, Rule
from advisor.prove.flaw import Flaw, Places, flaw, of_rule
from advisor.prove.kinds import Kind

LONGEST_TEXT = 600
LONGEST_TITLE = 80
_DECIDES = (Modality.PROHIBITION, Modality.REQUIREMENT, Modality.APPROVAL)
_WORD = re.compile(r"\w+")


def style_problems(policy: Policy, places: Places, asked: AskedQuestions | None) -> Iterator[Flaw]:
    """The warnings, in the pack's order; `asked` is None where the pack does not say what people ask."""
    typed = None if asked is None else [_words(question) for question in asked.questions]
    for rule in policy.rules:
        for kind, message, hint in _of_rule(rule):
            yield flaw(kind, of_rule(places, rule), message, hint)
        for keyword in rule.keywords if typed is not None else ():
            words = _words(keyword)
            if not any(_holds(question, words) for question in typed or ()):
                message = f"nobody asked for the keyword {keyword!r} of the rule {rule.id!r}"
                hint = "take a word from searches.yaml, add the question that was asked, or leave the keyword out"
                yield flaw(Kind.KEYWORD_NEVER_ASKED, of_rule(places, rule, keyword), message, hint)


def _of_rule(rule: Rule) -> Iterator[tuple[Kind, str, str]]:
    lacking = [name for name, text in (("good", rule.good), ("bad", rule.bad)) if not text]
    if rule.modality in _DECIDES and lacking:
        message = f"the rule {rule.id!r} has no example of what is {' or '.join(lacking)}"
        yield Kind.RULE_WITHOUT_EXAMPLES, message, "add `examples: {good: …, bad: …}`, a sentence each"
    if len(rule.text) > LONGEST_TEXT:
        message = f"the text of the rule {rule.id!r} has {len(rule.text)} characters"
        yield Kind.TEXT_TOO_LONG, message, f"say it in {LONGEST_TEXT}, or make it two rules"
    if rule.title.endswith(".") or len(rule.title) > LONGEST_TITLE:
        hint = f"a name of at most {LONGEST_TITLE} characters, without a full stop"
        yield Kind.TITLE_UNFIT, f"the title of the rule {rule.id!r} is no name", hint


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _holds(question: list[str], words: list[str]) -> bool:
    """Whether the words stand together in the question; a word may go on there, as `follow` does in `followers`."""
    length = len(words)
    return any(
        all(typed.startswith(word) for typed, word in zip(question[start:], words, strict=False))
        for start in range(len(question) - length + 1)
    )
