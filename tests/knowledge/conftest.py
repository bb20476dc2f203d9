"""The policy of 3 November 2017, loaded once, and a harmless answer to each of its questions."""

import pytest

from advisor.assess.assess import Assessor
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.policy.installed import find_pack
from advisor.policy.model import BOT
from advisor.policy.pack import load_pack

POLICY = "twitter-automation-2017-11-03"

HARMLESS = {
    "operator": "person",
    "access": "official",
    "limits": "kept",
    "accounts": "one",
    "conduct": "none",
    "account": "own",
    "source": "own",
    "rights": "allowed",
    "purpose": "information",
    "retweet_kind": "plain",
    "repeats": "fresh",
    "trends": "none",
    "links": "straight",
    "sensitive": "none",
    "wanted": "asked",
    "people": "harmless",
    "asks_public": "nothing",
    "trigger": "mention",
    "replies_each": "one",
    "campaign": "no_campaign",
    "place": "under_their_tweet",
    "opt_out": "stays",
    "follow_up": "never",
    "dm_trigger": "wrote_first",
    "dm_shared": "nothing",
    "dm_asks": "nothing",
    "dm_secret": "ordinary",
    "retweet_volume": "measured",
    "follow_pick": "one_by_one",
    "follow_pace": "few",
    "list_pick": "one_by_one",
    "like_by": "person",
    "deletes": "tweets",
}


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack(POLICY)))


def plan_of(assessor: Assessor, activity: str, **answers: str) -> Session:
    """One use of the activity, harmless but for the answers given (`a+b` for several)."""
    session = Session(assessor, Plan("a bot", POLICY)).add_use(activity)
    (use,) = session.plan.uses
    wanted = {**HARMLESS, **answers}
    for part in (BOT, use.id):
        for question in assessor.policy.questions_about(None if part == BOT else activity):
            session = session.answer(part, question.id, tuple(wanted[question.id].split("+")))
    return session
