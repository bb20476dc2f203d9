"""The commands of the Questions place that stay with its card: a note on the question, and the rules behind it."""

from textual.content import Content

from advisor.assess.interview import rules_behind
from advisor.plan.model import entry_key
from advisor.source.safe_text import one_line
from advisor.tui import signs
from advisor.tui.progress import ACTIVITIES, END
from advisor.tui.questions.uses import UseCommands
from advisor.tui.requests import Edit, GoTo, Place
from advisor.tui.widgets.asking import ask, pick


class AsideCommands(UseCommands):
    """Notes and reasons."""

    def action_note(self) -> None:
        """Write a note on the question."""
        spot = self.spot
        if self.work is None or spot in (ACTIVITIES, END):
            return
        key = entry_key(*spot)
        old = self.work.session.plan.notes.get(key, "")
        question = self.policy.question(spot.question).prompt

        def noted(text: str | None) -> None:
            if text is not None:
                self.post_message(Edit(lambda session: session.note(key, one_line(text))))

        ask(self.app, noted, "A note on this question", question, old)

    def action_why(self) -> None:
        """Read a rule that waits for the answer."""
        if self.work is None or self.spot in (ACTIVITIES, END):
            return
        rules = rules_behind(self.work.session.assessment, *self.spot)
        if len(rules) == 1:
            self.action_read(rules[0].id)
        elif rules:
            marks = [signs.MODALITIES[rule.modality] for rule in rules]
            rows = [
                (rule.id, Content.assemble((f"{shown.sign} ", shown.style), rule.title))
                for rule, shown in zip(rules, marks, strict=True)
            ]
            pick(self.app, self.action_read, "The rules behind this question", rows)
        else:
            self.tell("No rule depends on this as things stand.")

    def action_read(self, rule: str | None) -> None:
        """Read a rule."""
        if rule:
            self.post_message(GoTo(Place.RULES, rule=rule))
