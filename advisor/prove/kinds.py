"""The kinds of mistakes that a pack can have, each with an id that stays the same and a sentence that says what is meant.

Programs, code hosts and people who silence one kind hold on to these ids. knowledge/README.md lists them, and a test
keeps the list true.
"""

from enum import Enum


class Kind(Enum):
    """A kind of mistake; its value is its id."""

    UNREADABLE = "unreadable"
    CLAUSE_UNCITED = "clause-uncited"
    CLAUSE_SET_ASIDE_AND_CITED = "clause-set-aside-and-cited"
    QUESTION_UNUSED = "question-unused"
    RULE_NEVER_SPEAKS = "rule-never-speaks"
    RULE_ALWAYS_SPEAKS = "rule-always-speaks"
    CONDITION_WITHOUT_EFFECT = "condition-without-effect"
    PERMISSION_NEVER_GRANTED = "permission-never-granted"
    PERMISSION_IN_VAIN = "permission-in-vain"
    SAFEGUARD_IN_VAIN = "safeguard-in-vain"
    MET_IN_VAIN = "met-in-vain"
    MET_AND_BROKEN = "met-and-broken"
    REQUIRED_APART = "required-apart"
    RULES_CONTRADICT = "rules-contradict"
    EXAMPLE_DIFFERS = "example-differs"
    RULE_NOT_SHOWN = "rule-not-shown"
    RULE_NOT_SILENT = "rule-not-silent"
    OPTIONS_ALIKE = "options-alike"
    RULE_REPEATED = "rule-repeated"
    RULE_WITHOUT_DO = "rule-without-do"
    RULE_WITHOUT_EXAMPLES = "rule-without-examples"
    TEXT_TOO_LONG = "text-too-long"
    TITLE_UNFIT = "title-unfit"
    KEYWORD_NEVER_ASKED = "keyword-never-asked"
    HISTORY_NAMES_NO_RULE = "history-names-no-rule"

    @property
    def meaning(self) -> str:
        """What is wrong, in a sentence."""
        return _MEANINGS[self]


CONTRADICTIONS = frozenset(
    {
        Kind.RULE_NEVER_SPEAKS,
        Kind.PERMISSION_NEVER_GRANTED,
        Kind.PERMISSION_IN_VAIN,
        Kind.SAFEGUARD_IN_VAIN,
        Kind.MET_IN_VAIN,
        Kind.MET_AND_BROKEN,
        Kind.REQUIRED_APART,
        Kind.RULES_CONTRADICT,
    }
)
"""The kinds that mean that rules, or the conditions of one rule, speak against each other."""

ADVICE = frozenset(
    {
        Kind.OPTIONS_ALIKE,
        Kind.RULE_REPEATED,
        Kind.RULE_WITHOUT_DO,
        Kind.RULE_WITHOUT_EXAMPLES,
        Kind.TEXT_TOO_LONG,
        Kind.TITLE_UNFIT,
        Kind.KEYWORD_NEVER_ASKED,
        Kind.HISTORY_NAMES_NO_RULE,
    }
)
"""The kinds that are warnings: they stop nothing unless somebody is strict."""

_MEANINGS = {
    Kind.UNREADABLE: "A file, a key, a reference or an id is not as a pack needs it.",
    Kind.CLAUSE_UNCITED: "No rule cites the clause, and it is not set aside.",
    Kind.CLAUSE_SET_ASIDE_AND_CITED: "The clause is set aside as no rule, and a rule cites it all the same.",
    Kind.QUESTION_UNUSED: "No rule depends on the question.",
    Kind.RULE_NEVER_SPEAKS: "No answers make the rule's `when` true.",
    Kind.RULE_ALWAYS_SPEAKS: "The rule has a `when`, and speaks whatever the answers are.",
    Kind.CONDITION_WITHOUT_EFFECT: "A condition never holds where it would matter.",
    Kind.PERMISSION_NEVER_GRANTED: "Wherever the permission speaks, the answers break one of its requirements.",
    Kind.PERMISSION_IN_VAIN: "Wherever the permission is granted, other rules prohibit.",
    Kind.SAFEGUARD_IN_VAIN: "Wherever the requirement or approval is asked for, other rules prohibit.",
    Kind.MET_IN_VAIN: "Answers that meet the requirement are always prohibited by other rules.",
    Kind.MET_AND_BROKEN: "The same answers meet the requirement and break it.",
    Kind.REQUIRED_APART: "A permission requires a rule that never applies where the permission speaks.",
    Kind.RULES_CONTRADICT: "A prohibition and a permission speak of the same answers and cite the same clause.",
    Kind.EXAMPLE_DIFFERS: "An example does not come out as it expects.",
    Kind.RULE_NOT_SHOWN: "The rule speaks in no example.",
    Kind.RULE_NOT_SILENT: "The rule is silent in no example, though it can be.",
    Kind.OPTIONS_ALIKE: "No rule tells two options of a question apart.",
    Kind.RULE_REPEATED: "A rule says no more than another that cites the same clause.",
    Kind.RULE_WITHOUT_DO: "A requirement or approval does not say what to build.",
    Kind.RULE_WITHOUT_EXAMPLES: "A rule that decides has no example of what is good, or of what is bad.",
    Kind.TEXT_TOO_LONG: "The rule's text has more than 600 characters.",
    Kind.TITLE_UNFIT: "The rule's title is a sentence with a full stop, or too long for one line.",
    Kind.KEYWORD_NEVER_ASKED: "A keyword stands in none of the questions that people asked.",
    Kind.HISTORY_NAMES_NO_RULE: "The history names a rule that is not there.",
}
