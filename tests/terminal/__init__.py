"""A terminal for tests: the program runs in a real one, every sequence it sends is classified, and its state is compared.

`escapes` reads what a program sends by the grammar of ECMA-48; `window` is the terminal; `hostile` holds the texts that
try to leave their place.
"""
