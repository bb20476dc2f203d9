"""The interview as a dialogue in plain lines, over the same session as the app.

There is no script: after every answer the session says what to ask next. The person may go back, look around, change
an earlier answer or leave at any prompt, so each prompt understands the same few words.
"""

from collections.abc import Callable, Iterator
from enum import Enum

from advisor.assess.interview import Asked
from advisor.cli import telling
from advisor.cli.choice import chosen, pick
from advisor.cli.closing import offer_remedies, offer_safeguards
from advisor.cli.dialogue import ask, tell, tell_numbered
from advisor.plan.look_again import Waiting, waiting
from advisor.plan.model import UNDECIDED
from advisor.plan.session import Session
from advisor.report.wording import answer_words, part_title
from advisor.source.error import AdvisorError
from advisor.source.safe_text import one_line

WORDS = {
    "?": "why this is asked",
    "u": "leave it undecided",
    "b": "back",
    "s": "summary",
    "c": "change an earlier answer, or what the bot does",
    "q": "save and quit",
}
_SPELT_OUT = {"why": "?", "help": "?", "undecided": "u", "back": "b", "summary": "s", "change": "c", "quit": "q"}


class Left(Exception):  # noqa: N818 - a wish, and no error
    """The person wants to stop here."""


class Spot(Enum):
    """What is asked that is no question of the policy."""

    ACTIVITIES = "activities"


class Interview:
    """Holds the session while the person answers."""

    def __init__(self, session: Session, keep: Callable[[Session], None]) -> None:
        """Begin with the session as it is; of what is answered already only what is to be looked at again is asked.

        `keep` is called with the session after every change.
        """
        self.session = session
        self.keep = keep
        self.trail: list[Asked | Spot] = []
        self.wanted: Asked | Spot | None = None
        self.offered: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Ask all there is to ask, then offer the safeguards and the smallest fix. Raises Left and Ended."""
        tell("At any prompt you may also type:", *(f"{word} {meaning}" for word, meaning in WORDS.items()))
        going_on = True
        while going_on:
            while (spot := self._next()) is not None:
                self._put(spot)
            tell("", "Nothing is left to ask.", *telling.summary(self.session))
            going_on = offer_safeguards(self) or offer_remedies(self)

    def _next(self) -> Asked | Spot | None:
        if self.wanted is not None:
            wanted, self.wanted = self.wanted, None
            return wanted
        if not self.session.plan.uses:
            return Spot.ACTIVITIES
        again = (Asked(one.part.id, one.question) for one in self._waiting() if one.question)
        return next(again, None) or next(iter(self.session.to_ask()), None)

    def _waiting(self) -> Iterator[Waiting]:
        return waiting(self.session.plan, self.session.policy)

    def take(self, new: Session) -> None:
        """Go on with a changed session, and tell what changed."""
        old, self.session = self.session, new
        if new is not old:
            self.keep(new)
            tell(telling.change(old, new))

    # One question

    def _put(self, spot: Asked | Spot) -> None:
        """Ask until there is an answer, or the person wants another question."""
        tell("")
        if isinstance(spot, Spot):
            self._show_activities()
        else:
            self._show_question(spot)
        while True:
            word = ask("Answer:")
            command = self.command(word)
            if command == "?":
                tell(
                    *(telling.why(self.session, spot) if isinstance(spot, Asked) else telling.activities(self.session))
                )
            elif command in ("b", "c"):
                if self.elsewhere(command):
                    return
            elif command != "s" and self._answered(spot, word, command):
                self.trail.append(spot)
                return

    def _show_activities(self) -> None:
        tell("What does the bot do? One or more numbers.")
        tell_numbered(activity.title for activity in self.session.policy.activities)
        if self.session.plan.uses:
            titles = "; ".join(use.title for use in self.session.plan.uses)
            tell(f"So far: {titles}. A number adds another; Enter goes on.")

    def _show_question(self, asked: Asked) -> None:
        question = asked.question
        of = part_title(self.session.assessment, asked.part)
        tell(f"{of}. {telling.questions_left(self.session)}.")
        tell(f"{question.prompt} {'One or more numbers.' if question.several else 'One number.'}")
        if question.help:
            tell(question.help)
        tell_numbered(option.label for option in question.options)
        reply = self.session.plan.part(asked.part).answers.get(question.id)
        if reply is not None:
            words = "left undecided" if reply == UNDECIDED else answer_words(self.session.policy, question.id, reply)
            again = " Look at it again, for a rule behind it changed." if self._is_waiting(asked) else ""
            tell(f"So far: {words}.{again} Enter keeps it.")

    def _is_waiting(self, asked: Asked) -> bool:
        return any((one.part.id, one.question) == (asked.part, asked.question) for one in self._waiting())

    def command(self, word: str) -> str:
        """The command that a word is, or nothing; what any prompt answers alike is done here."""
        command = _SPELT_OUT.get(word.casefold(), word.casefold())
        if command == "q":
            raise Left
        if command == "s":
            tell(*telling.summary(self.session))
        return command if command in WORDS else ""

    def _answered(self, spot: Asked | Spot, word: str, command: str) -> bool:
        """Take the answer, if it can be given, and tell what it changed."""
        try:
            new = self._with_activities(word) if isinstance(spot, Spot) else self._with_answer(spot, word, command)
        except AdvisorError as error:
            tell(*(str(problem) for problem in error.problems))
            return False
        if new is None:
            tell("Type a number, or ? for why this is asked, u to leave it undecided, q to quit.")
            return False
        self.take(new)
        return True

    def _with_answer(self, asked: Asked, word: str, command: str) -> Session | None:
        part, question = asked.part, asked.question
        if command == "u":
            return self.session.undecided(part, question.id)
        if not word:
            kept = self.session.confirm(part, question.id)
            return kept if question.id in self.session.plan.part(part).answers else None
        return self.session.answer(part, question.id, chosen(word, [option.id for option in question.options]))

    def _with_activities(self, word: str) -> Session | None:
        session = self.session
        if not word:
            return session if session.plan.uses else None
        for activity in chosen(word, [activity.id for activity in session.policy.activities]):
            session = session.add_use(activity)
        return session

    # Going elsewhere

    def elsewhere(self, command: str) -> bool:
        """Go back, or to an earlier answer; False if there is nowhere to go."""
        if command == "c":
            self.wanted = self._pick()
        elif self.trail:
            self.wanted = self.trail.pop()
        else:
            tell("This is the first question.")
        return self.wanted is not None

    def _pick(self) -> Asked | Spot | None:
        spots: list[Asked | Spot] = [Spot.ACTIVITIES]
        titles = ["What the bot does: add to it"]
        policy = self.session.policy
        for part in self.session.plan.parts:
            for question in policy.questions_about(part.activity):
                if question.id in part.answers:
                    reply = part.answers[question.id]
                    words = "undecided" if reply == UNDECIDED else answer_words(policy, question.id, reply)
                    spots.append(Asked(part.id, question))
                    titles.append(f"{part.title}: {question.prompt} {words}")
        uses = self.session.plan.uses
        titles += [f"Rename or remove: {use.title}" for use in uses]
        tell_numbered(titles)
        at = pick(ask("Which one? Enter for none:"), len(titles))
        if at is None:
            return None
        if at < len(spots):
            return spots[at]
        self._rename(uses[at - len(spots)].id)
        return None

    def _rename(self, use_id: str) -> None:
        title = one_line(ask("New name, or - to remove it, or Enter to leave it:"))
        if title == "-":
            self.take(self.session.remove_use(use_id))
        elif title:
            self.take(self.session.rename_use(use_id, title))
