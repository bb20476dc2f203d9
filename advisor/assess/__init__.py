"""WHAT FOLLOWS: verdicts, findings, open questions and remedies. Pure: no disk, clock, chance or screen."""
