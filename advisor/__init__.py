"""A policy advisor for people who plan a bot.

The tree, from the ground up:

    source/   READ TEXT SAFELY       errors with a place · strict YAML · text made safe for a terminal
    policy/   WHAT THE RULES ARE     model · condition · pack (YAML in, every problem reported)
    assess/   WHAT FOLLOWS           diagram · compile · assess · interview · remedy     pure
    plan/     WHAT SOMEONE INTENDS   model · session · file (read and save, nothing lost)
    prove/    IS THE PACK SOUND      what must hold of a pack
    search/   FIND A RULE
    report/   SAY IT                 return text; the caller writes it
    cli/      RUN IT                 one small module a command
    tui/      SHOW IT                the only place that imports Textual

`values.py` is what every value is made with, `typed.py` what stands for `typing` where starting counts.

The dependency rule: cli -> tui -> {plan, search, report, prove} -> assess -> policy.model, and never back.
`policy.pack` and `plan.file` alone read YAML; `assess` and `policy.model` import the standard library alone.
"""

__version__ = "0.1.0"
