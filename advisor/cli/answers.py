"""Answers from the command line: `--set`, `--undecided` and `--tick`, applied to a plan as if it said so itself.

Names of questions and rules may hold dots, and so `use.question` is not split at a dot but read against the names that
the plan and the policy have.
"""

import argparse
from collections.abc import Sequence

from advisor.cli.output import say
from advisor.plan.model import Part, Plan
from advisor.plan.reading import is_use_id
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted, safe_text
from advisor.values import dataclass, replace

ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Setting:
    """One option of the command line: `--set` with a name and a value, or another with a name alone."""

    option: str
    name: str
    value: str = ""

    @property
    def place(self) -> Place:
        """Where the person wrote it."""
        value = f"={self.value}" if self.option == "--set" else ""
        return Place(safe_text(f"{self.option} {self.name}{value}"))


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add the options that give answers; they are kept in the order in which they stand."""

    def with_value(text: str) -> Setting:
        name, equals, value = text.partition("=")
        if not equals:
            raise argparse.ArgumentTypeError(f"{safe_text(text)!r} has no value; write question=option")
        return Setting("--set", name.strip(), value.strip())

    def undecided(text: str) -> Setting:
        return Setting("--undecided", text.strip())

    def tick(text: str) -> Setting:
        return Setting("--tick", text.strip())

    group = parser.add_argument_group("answers", "given here, they go before those of the plan")
    for option, metavar, read, text in (
        ("--set", "[USE.]QUESTION=OPTION[,OPTION]", with_value, "answer; USE.activity=ACTIVITY makes a use"),
        ("--undecided", "[USE.]QUESTION", undecided, "leave a question open on purpose"),
        ("--tick", "[USE.]RULE", tick, "a safeguard is in place; without USE, everywhere it applies"),
    ):
        group.add_argument(option, dest="settings", action="append", type=read, default=[], metavar=metavar, help=text)


def with_settings(session: Session, settings: Sequence[Setting]) -> Session:
    """The session with the settings applied, uses first; says which ticks change nothing.

    Raises AdvisorError with every setting that cannot be applied.
    """
    problems: list[Problem] = []
    for setting in sorted(settings, key=lambda one: not _makes_use(one)):
        try:
            session = _applied(session, setting)
        except AdvisorError as error:
            problems += [replace(problem, place=problem.place or setting.place) for problem in error.problems]
    if problems:
        raise AdvisorError(*problems)
    if ticks := [setting.name for setting in settings if setting.option == "--tick"]:
        from advisor.cli.ticks import idle_ticks  # few command lines tick

        for line in idle_ticks(session, ticks):
            say(line)
    return session


def _makes_use(setting: Setting) -> bool:
    return setting.option == "--set" and setting.name.endswith(f".{ACTIVITY}")


def _applied(session: Session, setting: Setting) -> Session:
    if _makes_use(setting):
        use_id = setting.name.removesuffix(f".{ACTIVITY}")
        return session.replaced(with_use(session, use_id, setting.value))
    if setting.option == "--tick":
        from advisor.cli.ticks import ticked  # as above

        return ticked(session, setting.name)
    part, question = _resolved(session, setting.name)
    if setting.option == "--undecided" or setting.value == "undecided":
        return session.undecided(part, question)
    return session.answer(part, question, tuple(option.strip() for option in setting.value.split(",")))


def with_use(session: Session, use_id: str, activity: str) -> Plan:
    """The session's plan with a use of that id and activity; the answers of an old one that still fit are kept."""
    plan, policy = session.plan, session.policy
    activities = {known.id: known for known in policy.activities}
    if activity not in activities:
        raise fail(f"there is no activity {quoted(activity)}", did_you_mean(activity, activities))
    if not is_use_id(use_id):
        raise fail(f"no use can be called {quoted(use_id)}", "use letters, digits, - and _ (at most 60)")
    fresh = Part(use_id, activities[activity].title, activity)
    old = next((use for use in plan.uses if use.id == use_id), None)
    if old is None:
        return replace(plan, uses=(*plan.uses, fresh))
    asked = {question.id for question in policy.questions_about(activity)}
    ruled = {rule.id for rule in policy.rules_for(activity)}
    return plan.with_part(
        replace(
            fresh,
            answers={question: reply for question, reply in old.answers.items() if question in asked},
            safeguards={rule: tick for rule, tick in old.safeguards.items() if rule in ruled},
        )
    )


def _resolved(session: Session, name: str) -> tuple[str, str]:
    """The part and the question or rule that a name means: a use's if it begins with the use's id, else the bot's."""
    for part in session.plan.uses:
        if name.startswith(f"{part.id}."):
            return part.id, name.removeprefix(f"{part.id}.")
    bare = name.removeprefix(f"{BOT}.")
    about_bot = [question.id for question in session.policy.questions_about(None)]
    if bare in about_bot:
        return BOT, bare
    uses = [use.id for use in session.plan.uses]
    of_uses = {question.id for question in session.policy.questions if not question.about_bot}
    if name in of_uses:
        raise fail(f"{name!r} is asked of a use", f"write {uses[0] if uses else 'USE'}.{name}")
    if name == ACTIVITY or name in uses:
        use = name if name in uses else "USE"
        raise fail(f"{quoted(name)} is no question", f"to say what a use does, write {use}.{ACTIVITY}=ACTIVITY")
    head, dot, rest = name.partition(".")
    if dot and rest in of_uses:
        hint = did_you_mean(head, uses) if uses else f"make it with --set {safe_text(head)}.{ACTIVITY}=ACTIVITY"
        raise fail(f"the plan has no use {quoted(head)}", hint)
    raise fail(f"there is no question {quoted(name)}", did_you_mean(name, about_bot))
