"""READ TEXT SAFELY: errors with a place, strict YAML, near misses, text made safe for a terminal."""
