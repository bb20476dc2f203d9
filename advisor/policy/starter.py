"""A pack to start from: small, sound, and explained where an author will change it.

It is about an invented board, so that every line has to be replaced and none is mistaken for somebody's rules. Each
kind of file is there once, with a prohibition, a permission with its condition, a safeguard and a notice.
"""

from collections.abc import Mapping

_POLICY = """\
# What the policy is, and the tree of its page. Start here: add your page's headings, clauses and activities beside these,
# list the new clauses under `not_rules` until they have a rule, and take these out when yours stand.
advisor-pack: 1
id: {id}                # has to be the folder's name
version: 1.0.0          # raise it when you change a rule, and say which under `history`
title: Bot rules of an invented board
publisher: The board
date: {date}        # the day of the policy, not of this pack
audience: Members who run a bot on the board
summary: >-
  What a bot on the board may do, and what its owner has to see to.
ask: Ask the moderators before you switch the bot on.

# A clause is a passage of the page. Its id is a locator of your choice by which a reader finds the passage.
# Every clause is cited by a rule, or listed under `not_rules`.
sections:
  - id: I
    title: I. Every bot
    clauses: [I.label, I.contact]
  - id: II
    title: II. Answers
    clauses: [II.asked, II.unasked, II.end]

# The kinds of things a bot may do here. Include what the page says nothing about: the advisor then says so.
activities:
  - {{id: reply, title: Answers members, keywords: [respond, comment]}}
  - {{id: read, title: Only reads, help: It writes nothing and tells nobody., keywords: [watch, archive]}}

not_rules:
  II.end: It says when the page was last changed and asks for nothing.

# Words that mean the same to somebody who searches the rules.
synonyms:
  - [answer, reply, comment]

history:
  1.0.0: []
"""

_QUESTIONS = """\
# What is asked. A question is worth asking when some rule depends on its answer; it is asked only while one does.
# What has to be built is no question: it is a requirement, and becomes a box to tick.
topic: Answers
questions:
  - id: asked
    about: [reply]          # or `bot` (once, about the whole bot), or `uses` (about everything it does)
    prompt: Did the member call the bot?
    short: Called
    help: Naming it in the post counts as calling it. Using a word that it listens for does not.
    options:
      - {id: yes, label: 'Yes, by its name'}
      - {id: no, label: 'No, it picks posts by itself'}
"""

_EVERY_BOT = """\
# The rules of one heading of the page, in your own words: complete enough to act on, and never the page's sentences.
section: I
rules:
  - id: bot.label           # stable: plans and checklists name it
    modality: requirement   # the page says "must": something to build, a box on the checklist
    title: The account says that it is a bot
    text: Whoever looks at the account can tell that a program writes there.
    do: Write "bot" into the account's name or into the first line of its profile, and look at it logged out.
    concerns: bot           # the bot as a whole; it always speaks, for there is no `when`
    cites: [I.label]
    keywords: [disclose, automated]
    examples:
      good: The profile begins with "Bot, run by Ada".
      bad: The profile shows a person's photograph and nothing else.
  - id: bot.contact
    modality: notice        # something to know; it changes no verdict
    title: Moderators write to the owner first
    text: When a bot causes trouble, the moderators write to its owner before they stop it.
    concerns: bot
    cites: [I.contact]
    keywords: [banned, blocked, complaint]
"""

_ANSWERS = """\
section: II
rules:
  - id: replies.called
    modality: permission    # the page says "may": permitted, if everything in `requires` is kept
    title: A bot may answer whoever calls it
    text: A bot may answer a member who called it by its name, once for each call.
    concerns: [reply]       # judged for every use of these activities, and for no other
    when: {asked: yes}      # the answers under which it speaks
    cites: [II.asked]
    requires: [replies.once]
  - id: replies.once
    modality: requirement   # a condition of the permission above
    title: One answer for each call
    text: Each call gets one answer and no more.
    do: Remember which posts were answered, and try what happens when the bot is started anew.
    concerns: [reply]
    when: {asked: yes}
    cites: [II.asked]
    keywords: [twice, duplicate, loop]
    examples:
      good: After a restart, the bot passes over the posts that it answered before.
      bad: Two calls in one post, and two answers below it.
  - id: replies.uncalled
    modality: prohibition   # the page says "may not"; a prohibition wins over every permission
    title: No answers to members who did not call the bot
    text: A bot does not answer posts that it picked by itself, whatever is in them.
    concerns: [reply]
    when: {asked: no}
    cites: [II.unasked]
    keywords: [keyword, uninvited, spam]
    examples:
      good: A member writes "@helper what time is it?", and the bot answers.
      bad: The bot corrects the spelling of everybody who writes "alot".
    see: [replies.called]
"""

_CALLED = """\
# A whole plan and what must come of it. Its title is the sentence that it shows. `advisor lint` runs it as a test.
title: A bot that answers when it is called, labelled and once, is permitted
about: The plain case. Everything the board asks for is in place.
plan:
  advisor: 1
  policy: {id}
  name: Helper
  safeguards:
    bot.label: {{done: true}}
  uses:
    answers:
      activity: reply
      answers: {{asked: yes}}
      safeguards:
        replies.once: {{done: true}}
expect:
  verdict: permitted
  parts: {{answers: permitted}}
  findings:
    answers: {{replies.called: granted, replies.uncalled: clear}}
"""

_UNCALLED = """\
title: A bot that corrects everybody is not allowed, and one that only reads is not covered
about: Nobody called it, so the answers are prohibited; no label changes that. What it reads beside them is its own affair.
plan:
  advisor: 1
  policy: {id}
  name: Corrector
  uses:
    corrections:
      activity: reply
      answers: {{asked: no}}
    archive:
      activity: read
expect:
  verdict: prohibited
  parts: {{corrections: prohibited, archive: not covered}}
  findings:
    corrections: {{replies.uncalled: violated, replies.called: not granted}}
"""


def starter_files(policy_id: str, date: str) -> Mapping[str, str]:
    """The files of the pack by their paths in it, in the order in which an author will want to change them."""
    named = {"id": policy_id, "date": date}
    return {
        "policy.yaml": _POLICY.format(**named),
        "questions/10-answers.yaml": _QUESTIONS,
        "rules/10-every-bot.yaml": _EVERY_BOT,
        "rules/20-answers.yaml": _ANSWERS,
        "examples/1-called.yaml": _CALLED.format(**named),
        "examples/2-uncalled.yaml": _UNCALLED.format(**named),
    }
