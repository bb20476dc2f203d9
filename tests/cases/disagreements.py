"""Where the advisor and the careful reader of the 58 bots differ: who is wrong, and by which clause.

"reader": the verdict beside the bot is wrong, or bears on something else. "neither": the description leaves out what
decides, and the two filled the gap differently. Were the advisor wrong, a rule or a question would have to change.

The plans were answered in three rounds by people who had not seen the verdicts, as questions were reworded where they
had found them ambiguous. The third round's instructions gave away how to settle a few doubts (bots 03, 25, 34, 36 and
55 among them), so the figure is the agreement of a questionnaire that has learned from these bots.
"""

DISAGREEMENTS: dict[tuple[str, str], tuple[str, str]] = {
    ("bot-08", "same alert again"): (
        "reader",
        (
            "I.A.spamming.multiple-posts forbids duplicative Tweets, and a new event does not make the same words others; the "
            "reader says so of the storm's closing sentence (bot-20) and of the station's passes (bot-52)."
        ),
    ),
    ("bot-31", "reply to each comment"): (
        "reader",
        (
            "II.B.2.one-per-interaction counts by the user's interaction, and II.B.2.opt-in names a reply to the bot's Tweet as "
            "one: each comment brings one answer, which is what the clause asks for."
        ),
    ),
    ("bot-32", "reply to the caller"): (
        "reader",
        (
            "The facts say one Tweet for each account named, so one mention brings several replies; II.B.2.one-per-interaction "
            "makes no exception for an answer in parts. The reader presumes one Tweet with all charts."
        ),
    ),
    ("bot-36", "reply to the other bot"): (
        "reader",
        (
            "The facts say that the other bot did not opt in. II.B.2.opt-in knows no exception for accounts that are bots, so "
            "nothing is left to find out."
        ),
    ),
    ("bot-36", "own obscene set phrase"): (
        "neither",
        (
            "The description does not say where the phrase stands, nor whether it is a whole Tweet, which "
            "I.A.spamming.multiple-posts would forbid to repeat. The reader presumes that it is not."
        ),
    ),
    ("bot-39", "papers in several subjects"): (
        "reader",
        (
            "I.A.duplicate-accounts.related permits related accounts; I.A.spamming.multiple-posts still forbids the same Tweet "
            "on two of them, and a paper of two subjects is tweeted on both."
        ),
    ),
}
