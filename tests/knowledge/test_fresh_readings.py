"""Plans whose verdicts were set down by their clauses, with the rules in view, before they were assessed."""

import pytest

from advisor.assess.assess import Assessor
from tests.knowledge.conftest import plan_of

READINGS = [
    ("one trigger of two is a search", "reply", {"trigger": "mention+keyword"}, "prohibited"),
    (
        "a campaign by replies answers elsewhere",
        "reply",
        {"trigger": "reply_to_bot", "campaign": "campaign", "place": "elsewhere"},
        "prohibited",
    ),
    (
        "without a campaign the answer may stand elsewhere",
        "reply",
        {"trigger": "reply_to_bot", "place": "elsewhere"},
        "safeguards missing",
    ),
    (
        "a brand announced how to opt in",
        "reply",
        {"trigger": "announced_action", "campaign": "campaign", "operator": "brand"},
        "needs approval",
    ),
    ("a word to oneself names a stranger's address", "reply", {"trigger": "owner", "people": "private"}, "prohibited"),
    ("it comes back after a chat", "reply", {"trigger": "wrote_dm", "follow_up": "uninvited"}, "prohibited"),
    (
        "swearing at those who asked a question",
        "reply",
        {"sensitive": "words", "wanted": "not_asked"},
        "prohibited",
    ),
    (
        "an old chat is enough beside a request",
        "dm",
        {"dm_trigger": "wrote_first+old_conversation"},
        "prohibited",
    ),
    (
        "swearing at oneself in messages",
        "dm",
        {"dm_trigger": "owner", "sensitive": "words", "wanted": "not_asked"},
        "permitted",
    ),
    ("told in confidence, told to all", "dm", {"dm_trigger": "asked_here", "dm_shared": "unasked"}, "prohibited"),
    ("half of it own, for sale", "post", {"source": "own+outside", "purpose": "other"}, "not covered"),
    (
        "confessions, published with consent",
        "post",
        {"source": "direct_messages", "dm_shared": "agreed"},
        "permitted",
    ),
    ("one who is named agreed, another did not", "post", {"people": "private_agreed+private"}, "prohibited"),
    ("the same words quoted again", "retweet", {"retweet_kind": "quote", "repeats": "same"}, "prohibited"),
    ("plain Retweets have no words to repeat", "retweet", {"repeats": "same"}, "permitted"),
    ("some by hand, the rest by the dozen", "follow", {"follow_pick": "one_by_one+all_of_a_kind"}, "prohibited"),
    ("looked at, and many", "follow", {"follow_pick": "by_program", "follow_pace": "many"}, "prohibited"),
    ("likes for its customers", "like", {"like_by": "program", "account": "connected"}, "prohibited"),
    ("a script others run deletes Tweets", "delete", {"account": "self_run"}, "safeguards missing"),
    (
        "a script others run deletes messages alone",
        "delete",
        {"account": "self_run", "deletes": "messages"},
        "permitted",
    ),
]


@pytest.mark.parametrize(
    ("activity", "answers", "verdict"), [row[1:] for row in READINGS], ids=[r[0] for r in READINGS]
)
def test_a_plan_comes_to_what_its_clauses_say(
    assessor: Assessor, activity: str, answers: dict[str, str], verdict: str
) -> None:
    plan = plan_of(assessor, activity, **answers).plan
    assert assessor.assess(plan.case(assessor.policy)).verdict.value == verdict
