"""FIND A RULE: by the words people use, by id or locator, and by what a rule does."""
