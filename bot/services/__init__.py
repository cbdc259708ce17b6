"""Use cases: each public method is one of them. Neither Discord nor SQL is known here."""
