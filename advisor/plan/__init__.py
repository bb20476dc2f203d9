"""WHAT SOMEONE INTENDS: the plan, the session that edits it, and the file it lives in."""
