"""WHAT THE RULES ARE: the model of a policy, its conditions, and the reader of packs."""
