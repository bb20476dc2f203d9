"""Are the tests any good? Change the code in small ways, one at a time, and see whether a test notices.

mutmut makes the mutants. It leaves alone what stands outside functions, and functions with decorators (properties,
context managers). `python -m tests.mutation` tries those of the modules listed under `[tool.mutmut]` in pyproject.toml,
or of those named, each with the tests of its own folder (`advisor/plan` with `tests/plan`), and judges: at least 95 of 100
mutants are killed, and every one that lives is in `survivors.yaml` with the reason why no test can, or should, tell it
apart. Tests marked as slow are left out, and a mutant that lives for long enough is left alive: either can only make the
share smaller.
"""
