"""SAY IT: turn an assessment into text. Every function returns text; the caller writes it."""
