"""How many questions in words are understood as a person would understand them."""
