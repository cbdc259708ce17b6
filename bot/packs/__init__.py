"""Reading, checking and describing packs: the shipped files in data/ with a show's catalogue and facts."""
