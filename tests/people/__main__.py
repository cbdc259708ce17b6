"""Writes `bot/language/people.txt`: run `python -m tests.people` after a newer Faker was locked."""

from tests.people.listed import FILE, listed

FILE.write_text("\n".join(listed()) + "\n", "utf-8")
