"""Where one starts: a new plan, a plan at hand, an example, the rules."""
