"""What a fact, an answer and a name are: pure, standard library only."""
