"""Text folded to a width, at spaces alone.

What `textwrap` makes of it. Importing that compiles patterns which nothing here needs, and folding with it takes longer
than all else that printing a report takes.
"""


def folded(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """The lines of a text: the first begins with `first`, the others with `later`. A word longer than a line is broken.

    Both have to leave room on the line.
    """
    lines: list[str] = []
    indent, line = first, ""  # an empty line has no indent yet
    for word in text.split():
        rest = word
        while rest:
            joined = f"{line} {rest}" if line else indent + rest
            if len(joined) <= width:
                line, rest = joined, ""
                continue
            if len(indent) + len(rest) > width:  # no line of that indent has room for it
                line, rest = joined[:width].rstrip(), joined[width:].lstrip()
            lines.append(line)
            indent, line = later, ""
    return [*lines, line] if line else lines
