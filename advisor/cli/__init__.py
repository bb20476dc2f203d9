"""RUN IT: one small module a command, imported when it is called.

A command offers `HELP` (a sentence), `add_arguments(parser)` and `run(arguments) -> int`, the exit code. What a person
got wrong is raised as an AdvisorError; `main` alone turns it into lines on stderr.
"""
