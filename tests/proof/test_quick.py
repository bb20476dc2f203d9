"""The quick form of `make proof`, and that it would notice what it looks for."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from advisor.assess.assess import Assessor
from advisor.plan.example import load_examples
from advisor.policy.condition import ALWAYS, AnyOf, Is, Not
from advisor.policy.model import Force, Modality, Policy
from advisor.policy.pack import load_pack
from tests.proof import jobs
from tests.proof.__main__ import table
from tests.proof.asp import Judged, Program
from tests.proof.killing import fates
from tests.proof.mutants import mutants
from tests.proof.oracle import Oracle
from tests.strategies import random_plan

PIECES = [piece for piece in jobs.jobs(quick=True) if piece.work is not jobs.counted]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: "-".join(map(str, (piece.work.__name__, *piece.arguments))))
def test_a_small_share_of_every_proof_holds(piece: jobs.Job) -> None:
    assert [bad for part in piece.work(*piece.arguments) for bad in part.bad] == []


@pytest.fixture(scope="module")
def lending() -> Policy:
    return load_pack(jobs.LENDING)


def test_what_is_listed_as_not_noticed_exists_and_is_not_noticed() -> None:
    for folder in jobs.packs():
        policy = load_pack(folder)
        listed = jobs.LISTED.get(folder.name, {})
        names = [str(mutant) for mutant in mutants(policy)]
        assert set(listed) <= set(names)
        assert len(names) == len(set(names))
        assert all(len(reason) > 40 for reason in listed.values())


def test_a_slip_that_no_example_looks_at_lives(lending: Policy) -> None:
    assert all(fate.lives or fate.same for fate in fates(lending, ()))


def test_what_an_example_expects_holds_rules_in_place(lending: Policy) -> None:
    found = list(fates(lending, load_examples(jobs.LENDING, lending), 0, 3))
    assert sum(bool(fate.killed_by) for fate in found) > len(found) / 2


def test_a_mutant_that_says_the_same_in_other_words_is_proven_to(lending: Policy) -> None:
    question = lending.questions[0]
    first, *others = (option.id for option in question.options)
    rule = replace(
        next(rule for rule in lending.rules if question.about_bot or rule.activities),
        modality=Modality.PROHIBITION,
        force=Force.MUST,
        when=AnyOf((Is(question.id, (first,)), Not(Is(question.id, (first,))))),
        requires=(),
    )
    policy = replace(lending, rules=(rule,))
    same = {str(fate.mutant) for fate in fates(policy, ()) if fate.same}
    assert f"{rule.id}: drop the condition `when`" in same
    assert others


def test_the_oracle_notices_an_engine_that_is_wrong(lending: Policy) -> None:
    oracle, noticed = Oracle(lending), 0
    changed = [mutant for mutant in mutants(lending) if mutant.kind == "negate an answer"]
    for mutant in changed[:4]:
        random, wrong = Random(1), Assessor(mutant.policy(lending))
        for _ in range(20):
            try:
                oracle.compare(wrong, random_plan(random, lending, open_share=0.1).case(lending), Counter())
            except AssertionError:
                noticed += 1
                break
    assert noticed == min(4, len(changed)) > 0


def test_the_program_reads_a_condition_that_always_holds(lending: Policy) -> None:
    rule = replace(lending.rules[0], modality=Modality.NOTICE, when=ALWAYS, requires=())
    activity = rule.activities[0] if rule.activities else None
    assert Judged(Program(lending, activity, [rule]), {}, ()).statuses == {rule.id: {"note"}}


def test_parts_of_one_row_are_added_up() -> None:
    rows = table([jobs.Part("plans", 2, (), "1,200 findings"), jobs.Part("plans", 3, ("one",), "7 findings")])
    (row,) = rows
    assert (row.many, row.good, row.result) == (5, False, "1 not: one; 1,207 findings")


def test_the_pieces_cover_every_section_of_every_pack() -> None:
    sections = {(str(folder), rule.section) for folder in jobs.packs() for rule in load_pack(Path(folder)).rules}
    done = {(str(job.arguments[0]), job.arguments[1]) for job in jobs.jobs(quick=False) if job.work is jobs.enumerated}
    assert done == sections
