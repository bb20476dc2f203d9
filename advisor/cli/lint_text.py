"""What `advisor lint` found, as each of its formats says it. Returns text; the command writes it."""

import json
import shlex
from collections.abc import Iterable, Sequence

from advisor.cli.repository import from_repository
from advisor.plan.text import plan_data
from advisor.policy.installed import folder_name
from advisor.prove.coverage import Coverage
from advisor.prove.flaw import Flaw, settings
from advisor.prove.kinds import Kind
from advisor.prove.proof import Proof, kind_of
from advisor.report.github import github
from advisor.report.remark import Level, Remark
from advisor.report.sarif import Kind as Meant, sarif
from advisor.source.disk import shown
from advisor.source.error import Problem
from advisor.source.safe_text import safe_text


def text(proofs: Sequence[Proof]) -> str:
    """A line a problem, with the command that shows it, and a line a pack."""
    lines: list[str] = []
    for proof in proofs:
        lines += [safe_text(f"{problem}{_try(proof, problem)}{_kind(problem)}") for problem in proof.problems]
        lines.append(summary(proof))
    return "".join(f"{line}\n" for line in lines)


def _kind(problem: Problem) -> str:
    """The kind's id in brackets; what cannot be read has nothing to look up."""
    kind = kind_of(problem)
    return "" if kind is Kind.UNREADABLE else f" [{kind.value}]"


def _try(proof: Proof, problem: Problem) -> str:
    """The command that shows a problem on the plan that was found for it."""
    if not isinstance(problem, Flaw) or problem.plan is None:
        return ""
    words = settings(problem.plan)
    return f"; see advisor check --policy {shlex.join([folder_name(proof.folder), *words])}" if words else ""


def as_json(proofs: Sequence[Proof]) -> str:
    """Everything, for programs."""
    packs = [
        {
            "path": shown(proof.folder),
            "id": proof.policy.id if proof.policy else None,
            "version": proof.policy.version if proof.policy else None,
            "sound": not proof.unreadable and not proof.unsound,
            "problems": [_problem(proof, problem) for problem in proof.problems],
        }
        for proof in proofs
    ]
    return _dumped({"format": 1, "packs": packs})


def _problem(proof: Proof, problem: Problem) -> dict[str, object]:
    place = problem.place
    plan = problem.plan if isinstance(problem, Flaw) else None
    return {
        "kind": kind_of(problem).value,
        "about": list(problem.about),
        "path": place.path if place else None,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "message": problem.message,
        "hint": problem.hint,
        "warning": problem.warning,
        "plan": plan_data(plan, proof.policy) if plan and proof.policy else None,
    }


def as_github(proofs: Sequence[Proof]) -> str:
    """Annotations."""
    return github(_remarks(proofs))


def as_sarif(proofs: Sequence[Proof]) -> str:
    """SARIF 2.1.0."""
    kinds = {kind.value: Meant(kind.meaning) for kind in Kind}
    return sarif(_remarks(proofs), kinds, (proof.policy for proof in proofs if proof.policy))


def _remarks(proofs: Iterable[Proof]) -> list[Remark]:
    return [_remark(proof, problem) for proof in proofs for problem in proof.problems]


def _remark(proof: Proof, problem: Problem) -> Remark:
    said = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    level = Level.WARNING if problem.warning else Level.ERROR
    about = (proof.policy.id if proof.policy else proof.folder.name, *(problem.about or (problem.message,)))
    return Remark(kind_of(problem).value, level, said, from_repository(problem.place), about)


def summary(proof: Proof) -> str:
    """One line: what the pack holds, and how many problems and warnings it has."""
    errors = len(proof.unreadable) + len(proof.unsound)
    found = f"{_count(errors, 'problem')}, {_count(len(proof.warnings), 'warning')}" if proof.problems else "sound"
    if proof.policy is None:
        return f"{shown(proof.folder)}: cannot be read: {found}"
    holds = (
        _count(len(proof.policy.rules), "rule"),
        _count(len(proof.policy.questions), "question"),
        _count(len(proof.examples), "example"),
    )
    return f"{shown(proof.folder)}: {', '.join(holds)}: {found}"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def coverage_text(proof: Proof, covered: Coverage) -> str:
    """The table of the page: a line a heading with its counts, a line a clause with its rules."""
    lines: list[str] = []
    for one in covered.sections:
        of_it = f"{sum(not clause.gap for clause in one.clauses)} of {len(one.clauses)}" if one.clauses else ""
        lines.append("  " * one.section.depth + f"{one.section.title}{f'  {of_it}' if of_it else ''}")
        for clause in one.clauses:
            said = ", ".join(clause.rules) or (f"no rule: {clause.reason}" if clause.reason else "GAP")
            count = f"{len(clause.rules)}" if clause.rules else "-"
            lines.append("  " * one.section.depth + f"  {count:>2}  {clause.id}: {said}")
    cites = [number for _, number in covered.rules]
    lines += [
        "",
        (
            f"{shown(proof.folder)}: {_count(len(covered.clauses), 'clause')}: {covered.cited} cited, "
            f"{len(covered.set_aside)} set aside{_unfinished(covered)}, {_count(len(covered.gaps), 'gap')}"
        ),
        (
            f"{_count(len(cites), 'rule')}, of which {sum(number > 1 for number in cites)} cite more than one clause; "
            f"the most that one cites: {max(cites, default=0)}"
        ),
    ]
    return "".join(f"{safe_text(line)}\n" for line in lines)


def _unfinished(covered: Coverage) -> str:
    """What a pack that is being written has set aside for the time being, as the starting pack does."""
    waiting = sum(clause.reason.casefold().startswith("to do") for clause in covered.set_aside)
    return f" ({waiting} of them to do)" if waiting else ""


def coverage_json(found: Iterable[tuple[Proof, Coverage]]) -> str:
    """The same table, for programs."""
    packs = [
        {
            "path": shown(proof.folder),
            "clauses": len(covered.clauses),
            "cited": covered.cited,
            "set_aside": {clause.id: clause.reason for clause in covered.set_aside},
            "gaps": [clause.id for clause in covered.gaps],
            "sections": [
                {
                    "id": one.section.id,
                    "title": one.section.title,
                    "clauses": {clause.id: list(clause.rules) for clause in one.clauses},
                }
                for one in covered.sections
            ],
            "rules": dict(covered.rules),
        }
        for proof, covered in found
    ]
    return _dumped({"format": 1, "packs": packs})


def _dumped(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
