"""What the policy means, answer by answer: tables that someone who knows the page can review without reading code."""

import pytest

from advisor.assess.assess import Assessor
from advisor.policy.model import BOT
from tests.knowledge.conftest import HARMLESS, plan_of

PROHIBITED, OPEN, MISSING, FINE, APPROVAL, SILENT = (
    "prohibited",
    "undecided",
    "safeguards missing",
    "permitted",
    "needs approval",
    "not covered",
)

WHAT_SETS_OFF_A_REPLY = {
    "mention": MISSING,  # II.B.2.opt-in-forms.mention
    "reply_to_bot": MISSING,  # II.B.2.opt-in: replying to a Tweet of the account
    "announced_action": MISSING,  # II.B.2.opt-in-forms.announced-action
    "wrote_dm": MISSING,  # II.B.2.opt-in: sending a Direct Message
    "hashtag_mention": MISSING,  # II.B.2.hashtag-needs-mention: the mention is there
    "hashtag_alone": OPEN,  # a "should", and no word on whether the hashtag alone is a sign
    "passing_mention": OPEN,  # "in a manner suggesting" that they want an answer: this one does not suggest it
    "off_platform": OPEN,  # a request, but not an intent shown on the platform
    "keyword": PROHIBITED,  # II.B.2.keyword-search
    "follows": PROHIBITED,  # II.B.2.following-is-not-intent
    "named": PROHIBITED,  # II.B.2.opt-in: "recipient or mentioned user(s)"
    "chosen": PROHIBITED,  # II.B.2.opt-in
    "owner": FINE,  # a word to oneself reaches no user who would have to ask for it
}

WHO_GETS_A_MESSAGE = {
    "wrote_first": MISSING,  # II.C.1.opt-in
    "asked_here": MISSING,  # II.C.1.opt-in: an intent shown on the platform
    "off_platform": OPEN,  # a request, but not on the platform
    "follows": PROHIBITED,  # II.C.1.reachable-is-not-intent
    "open_inbox": PROHIBITED,  # II.C.1.reachable-is-not-intent
    "old_conversation": PROHIBITED,  # II.C.1.reachable-is-not-intent
    "chosen": PROHIBITED,  # II.C.1.unsolicited
    "owner": FINE,  # a Direct Message to oneself is no one else's
}

ONE_ANSWER_CHANGED = [
    ("bot", "post", {"access": "website"}, PROHIBITED),
    ("bot", "post", {"access": "private_endpoints"}, PROHIBITED),
    ("bot", "post", {"limits": "evaded"}, PROHIBITED),
    ("bot", "post", {"accounts": "different"}, FINE),
    ("bot", "post", {"accounts": "overlapping"}, OPEN),
    ("bot", "post", {"accounts": "same"}, PROHIBITED),
    ("bot", "post", {"conduct": "promises_followers"}, PROHIBITED),
    ("bot", "post", {"conduct": "leads_astray"}, PROHIBITED),
    ("bot", "post", {"conduct": "breaks_policies"}, PROHIBITED),
    ("bot", "list", {"conduct": "serves_abuse"}, PROHIBITED),
    ("bot", "post", {"conduct": "spams"}, PROHIBITED),
    ("use", "post", {}, FINE),
    ("use", "post", {"purpose": "other"}, SILENT),
    ("use", "post", {"source": "outside", "purpose": "other"}, FINE),
    ("use", "post", {"source": "outside", "rights": "to_check"}, MISSING),
    ("use", "post", {"source": "outside", "rights": "unstated"}, OPEN),
    ("use", "post", {"source": "outside", "rights": "refused"}, PROHIBITED),
    ("use", "post", {"source": "own", "rights": "refused"}, FINE),
    ("use", "post", {"source": "direct_messages", "dm_shared": "unasked"}, PROHIBITED),
    ("use", "post", {"source": "direct_messages", "dm_shared": "agreed"}, FINE),
    ("use", "post", {"source": "direct_messages", "dm_shared": "nothing"}, PROHIBITED),
    ("use", "post", {"source": "own+outside", "purpose": "other"}, SILENT),
    ("use", "post", {"repeats": "alike"}, OPEN),
    ("use", "post", {"repeats": "same"}, PROHIBITED),
    ("use", "post", {"trends": "may_trend"}, OPEN),
    ("use", "post", {"trends": "joins"}, PROHIBITED),
    ("use", "post", {"trends": "pushes"}, PROHIBITED),
    ("use", "post", {"links": "detour"}, OPEN),
    ("use", "post", {"links": "misleading"}, PROHIBITED),
    ("use", "post", {"sensitive": "media"}, MISSING),
    ("use", "post", {"sensitive": "words"}, FINE),
    ("use", "post", {"people": "private"}, PROHIBITED),
    ("use", "post", {"people": "private_agreed"}, FINE),
    ("use", "post", {"people": "abuse"}, PROHIBITED),
    ("use", "post", {"asks_public": "publicly"}, PROHIBITED),
    ("use", "post", {"asks_public": "private_channel"}, FINE),
    ("use", "post", {"account": "connected"}, MISSING),
    ("use", "post", {"account": "self_run"}, FINE),
    ("use", "reply", {"trigger": "mention+keyword"}, PROHIBITED),
    ("use", "reply", {"replies_each": "several"}, PROHIBITED),
    ("use", "reply", {"replies_each": "together"}, OPEN),
    ("use", "reply", {"opt_out": "lapses"}, PROHIBITED),
    ("use", "reply", {"repeats": "same"}, OPEN),
    ("use", "reply", {"campaign": "campaign", "operator": "brand"}, APPROVAL),
    ("use", "reply", {"campaign": "campaign", "operator": "person"}, MISSING),
    ("use", "reply", {"campaign": "no_campaign", "operator": "brand"}, MISSING),
    ("use", "reply", {"trigger": "reply_to_bot", "campaign": "campaign", "place": "elsewhere"}, PROHIBITED),
    ("use", "reply", {"trigger": "mention", "campaign": "campaign", "place": "elsewhere"}, MISSING),
    ("use", "reply", {"sensitive": "words", "wanted": "not_asked"}, PROHIBITED),
    ("use", "reply", {"sensitive": "words", "wanted": "asked"}, MISSING),
    ("use", "reply", {"trigger": "owner", "sensitive": "words", "wanted": "not_asked"}, FINE),
    ("use", "reply", {"trigger": "owner", "operator": "brand", "campaign": "campaign"}, FINE),
    ("use", "reply", {"dm_shared": "unasked"}, PROHIBITED),
    ("use", "dm", {"sensitive": "media", "wanted": "not_asked"}, PROHIBITED),
    ("use", "dm", {"opt_out": "lapses"}, PROHIBITED),
    ("use", "dm", {"follow_up": "uninvited"}, PROHIBITED),
    ("use", "dm", {"dm_shared": "unasked"}, PROHIBITED),
    ("use", "dm", {"dm_shared": "agreed"}, MISSING),
    ("use", "dm", {"dm_asks": "more"}, MISSING),
    ("use", "dm", {"dm_trigger": "wrote_first+follows"}, PROHIBITED),
    ("use", "dm", {"dm_trigger": "owner", "dm_asks": "more", "sensitive": "words", "wanted": "not_asked"}, FINE),
    ("use", "retweet", {}, FINE),
    ("use", "retweet", {"purpose": "other"}, SILENT),
    ("use", "retweet", {"retweet_volume": "all_matches"}, OPEN),
    ("use", "retweet", {"retweet_volume": "flood"}, PROHIBITED),
    ("use", "retweet", {"retweet_kind": "quote", "repeats": "same"}, PROHIBITED),
    ("use", "retweet", {"retweet_kind": "plain", "repeats": "same"}, FINE),
    ("use", "retweet", {"retweet_kind": "quote", "asks_public": "publicly"}, PROHIBITED),
    ("use", "like", {}, FINE),
    ("use", "like", {"like_by": "program"}, PROHIBITED),
    ("use", "follow", {}, FINE),
    ("use", "follow", {"follow_pick": "by_program"}, OPEN),
    ("use", "follow", {"follow_pick": "all_of_a_kind"}, PROHIBITED),
    ("use", "follow", {"follow_pace": "steady"}, OPEN),
    ("use", "follow", {"follow_pace": "many"}, PROHIBITED),
    ("use", "list", {}, FINE),
    ("use", "list", {"list_pick": "by_match"}, OPEN),
    ("use", "list", {"list_pick": "wholesale"}, PROHIBITED),
    ("use", "delete", {"account": "connected"}, MISSING),
    ("use", "delete", {"account": "self_run"}, MISSING),
    ("use", "delete", {"account": "self_run", "deletes": "messages"}, FINE),
    ("use", "delete", {"account": "own"}, FINE),
    ("use", "block", {}, SILENT),
    ("use", "block", {"account": "connected"}, MISSING),
    ("use", "read", {}, SILENT),
    ("use", "report", {}, SILENT),
    ("use", "profile", {}, SILENT),
    ("use", "other", {}, SILENT),
]


@pytest.mark.parametrize(("trigger", "verdict"), WHAT_SETS_OFF_A_REPLY.items())
def test_what_sets_off_a_reply_decides_it(assessor: Assessor, trigger: str, verdict: str) -> None:
    assert use_verdict(assessor, "reply", trigger=trigger) == verdict


def test_every_trigger_of_a_reply_has_a_line_in_the_table(assessor: Assessor) -> None:
    assert [option.id for option in assessor.policy.question("trigger").options] == list(WHAT_SETS_OFF_A_REPLY)


@pytest.mark.parametrize(("trigger", "verdict"), WHO_GETS_A_MESSAGE.items())
def test_who_gets_a_message_decides_it(assessor: Assessor, trigger: str, verdict: str) -> None:
    assert use_verdict(assessor, "dm", dm_trigger=trigger) == verdict


def test_every_recipient_of_a_message_has_a_line_in_the_table(assessor: Assessor) -> None:
    assert [option.id for option in assessor.policy.question("dm_trigger").options] == list(WHO_GETS_A_MESSAGE)


@pytest.mark.parametrize(("part", "activity", "answers", "verdict"), ONE_ANSWER_CHANGED)
def test_one_answer_changes_the_verdict(
    assessor: Assessor, part: str, activity: str, answers: dict[str, str], verdict: str
) -> None:
    assessment = plan_of(assessor, activity, **answers).assessment
    judged = assessment.part(BOT) if part == "bot" else assessment.parts[1]
    assert judged.verdict.value == verdict


def test_acting_for_others_permits_no_more_than_acting_for_oneself(assessor: Assessor) -> None:
    """II.A.permission says on which terms, and not for which purposes."""
    session = plan_of(assessor, "post", account="connected", purpose="other")
    for rule in ("behalf.describe", "behalf.consent", "behalf.opt-out", "behalf.re-consent"):
        session = session.tick("post", rule, done=True)
    assert session.assessment.parts[1].verdict.value == SILENT


def test_a_permission_whose_condition_is_broken_is_not_granted(assessor: Assessor) -> None:
    def status(**answers: str) -> str:
        finding = plan_of(assessor, "reply", **answers).assessment.finding("reply", "replies.permission")
        assert finding
        return finding.status.value

    assert [status(), status(replies_each="several"), status(opt_out="lapses")] == [
        "granted",
        "not granted",
        "not granted",
    ]


def test_every_question_has_a_harmless_answer_in_these_tests(assessor: Assessor) -> None:
    assert [question.id for question in assessor.policy.questions] == list(HARMLESS)


def test_the_shortest_interview_of_a_harmless_poster_is_short(assessor: Assessor) -> None:
    session = plan_of(assessor, "post")
    for question in ("rights", "dm_shared"):
        session = session.clear("post", question)
    assert session.to_ask() == ()  # what a bot with content of its own never needs to say


def use_verdict(assessor: Assessor, activity: str, **answers: str) -> str:
    return plan_of(assessor, activity, **answers).assessment.parts[1].verdict.value
