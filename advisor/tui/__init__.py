"""SHOW IT: the terminal app, and the only place that imports Textual.

State is one immutable `Work`, bound down to the screens; requests go up as messages; widgets own no answers. Screens
never import each other, and nothing here reads a file: what touches the disk is a `Desk`, handed in.
"""
