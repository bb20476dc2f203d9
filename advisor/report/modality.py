"""What a rule does, in words for people: the one word of the list, and the sentence that opens its conditions."""

from advisor.policy.model import Force, Modality, Rule


def modality_word(rule: Rule) -> str:
    """The modality in a word or two; a requirement says how strongly it binds."""
    if rule.modality is Modality.REQUIREMENT:
        return f"requirement ({rule.force.value})"
    return str(rule.modality.value)


def speaks(rule: Rule) -> str:
    """What the rule does where its condition holds, to be followed by `when` or `whatever the answers are`."""
    match rule.modality:
        case Modality.PROHIBITION:
            return "It forbids this"
        case Modality.REQUIREMENT if rule.force is Force.MUST:
            return "It requires this"
        case Modality.REQUIREMENT:
            return "It expects this"
        case Modality.APPROVAL:
            return "Approval is needed"
        case Modality.PERMISSION:
            return "It permits this"
        case Modality.RECOMMENDATION:
            return "It recommends this"
        case Modality.INTERPRETATION | Modality.NOTICE | Modality.ENCOURAGEMENT:
            return "It is worth knowing"
