"""The interview: outline, question and live verdict."""
