"""The rule browser: the tree of the policy, its search, and a page for each rule."""
