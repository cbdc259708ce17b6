"""The people that a table's rows name, and what they did."""

from collections import Counter

from bot.packs.any_table.facts import FactRows, Said
from bot.packs.any_table.jobs import crew_job, job_of, jobs_in, state_of
from bot.packs.any_table.people import Named, character_beside, split_plain
from bot.packs.any_table.places import Cells, Place
from bot.packs.any_table.reading import TableRow
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.values import is_blank, is_nobody, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import Entries, RowFaults, Spot
from bot.packs.names import slug


class Credits:
    """Takes the people of each row. `jobs` counts the rows with each job that no fact is made from."""

    def __init__(self, understood: Understood, entries: Entries, facts: FactRows, faults: RowFaults) -> None:
        self._understood = understood
        self._table = understood.table
        self._faults = faults
        self._entries = entries
        self._facts = facts
        self.jobs: Counter[str] = Counter()

    def take(self, row: TableRow, cells: Cells, place: Place, said: Said) -> None:
        """Add everybody in the row, with what they did."""
        for meaning in (Meaning.DIRECTOR, Meaning.WRITER) if place.season is not None else ():
            self._credits(row, meaning, place, said)
        self._crew(row, place, said)
        self._status(row, cells, place, said)
        self._person(row, cells, place, said)
        self._actors(row, cells, place, said)

    def _people(self, row: TableRow, column: int) -> list[Named]:
        cell = row.cells[column]
        return [] if is_nobody(cell) else self._understood.people[column].split(cell)

    def _credits(self, row: TableRow, meaning: Meaning, place: Place, said: Said) -> None:
        columns = self._understood.indexes(meaning)
        people = [(named, column) for column in columns for named in self._people(row, column)]
        if not people:
            return
        spot = (row.line, self._table.columns[people[0][1]])
        keys = [self._person_key(named.name, (row.line, self._table.columns[column])) for named, column in people]
        keys = list(dict.fromkeys(keys))
        if other := self._facts.credit(meaning.value, place, keys, said, spot, whole=True):
            words = f"differs from line {other[0]}, which is about the same; put people who worked together in one cell"
            self._faults.add(spot[0], spot[1], words)

    def _crew(self, row: TableRow, place: Place, said: Said) -> None:
        """Add those who are named in a column of a job. Its name is the job."""
        for column in self._understood.indexes(Meaning.CREW):
            if people := self._people(row, column):
                name = self._table.columns[column]
                spot = (row.line, name)
                keys = [self._person_key(named.name, spot) for named in people]
                self._facts.crew(crew_job(name) or name, place, list(dict.fromkeys(keys)), said, spot)

    def _status(self, row: TableRow, cells: Cells, place: Place, said: Said) -> None:
        """Add how it goes on with a season or the show. What becomes of an episode is no fact."""
        cell = value_of(cells.get(Meaning.STATUS, ""))
        state = None if place.codes else state_of(cell, of_season=place.season is not None)
        if state is None:
            return
        column = self._understood.column(Meaning.STATUS)
        if other := self._facts.state(place, state.value, said, (row.line, column)):
            self._faults.add(row.line, column, f"differs from line {other[0]}, which is about the same")

    def _person(self, row: TableRow, cells: Cells, place: Place, said: Said) -> None:
        """Take a row about a person with a job; without a job, the person played somebody."""
        if not self._understood.has(Meaning.PERSON):
            return
        column = self._understood.indexes(Meaning.PERSON)[0]
        spot = (row.line, self._table.columns[column])
        people = self._people(row, column)
        jobs = jobs_in(value_of(cells.get(Meaning.JOB, ""))) or ([Meaning.ACTOR.value] if people else [])
        for job in jobs:
            kind = job_of(job)
            known = None if kind else crew_job(job)
            if known and people:
                keys = [self._person_key(named.name, spot) for named in people]
                self._facts.crew(known, place, keys, said, spot)
            elif kind is None:
                self.jobs[job] += 1
            elif kind is Meaning.ACTOR:
                self._roles(row, people, value_of(cells.get(Meaning.CHARACTER, "")), place, said, spot)
            elif people:
                keys = [self._person_key(named.name, spot) for named in people]
                self._facts.credit(kind.value, place, keys, said, spot, whole=False)

    def _actors(self, row: TableRow, cells: Cells, place: Place, said: Said) -> None:
        character = cells.get(Meaning.CHARACTER, "")
        for column in self._understood.indexes(Meaning.ACTOR):
            if people := self._people(row, column):
                spot = (row.line, self._table.columns[column])
                self._roles(row, people, "" if is_blank(character) else character, place, said, spot)

    def _roles(self, row: TableRow, people: list[Named], cell: str, place: Place, said: Said, spot: Spot) -> None:
        """Add who plays which character. One person can play several; several people play one each, in order."""
        characters = split_plain(cell)
        if len(people) > 1 and characters and len(characters) != len(people):
            words = f"names {len(characters)} for {len(people)} people; write one for each, with a ; between them"
            self._faults.add(row.line, self._understood.column(Meaning.CHARACTER), words)
            return
        for index, named in enumerate(people):
            person = self._person_key(named.name, spot)
            own = characters if len(people) == 1 else characters[index : index + 1]
            for character in own or [character_beside(named)]:
                self._facts.role(place, person, self._character_key(character, row.line, spot), said, spot)

    def _person_key(self, name: str, spot: Spot) -> str:
        self._entries.enter("people", slug(name), {"name": name}, spot)
        return slug(name)

    def _character_key(self, name: str, line: int, spot: Spot) -> str | None:
        if not name:
            return None
        has_column = self._understood.has(Meaning.CHARACTER)
        column = self._understood.column(Meaning.CHARACTER) if has_column else spot[1]
        self._entries.enter("characters", slug(name), {"name": name}, (line, column))
        return slug(name)
