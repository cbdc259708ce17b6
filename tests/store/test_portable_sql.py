"""All statements run on SQLite and on PostgreSQL: none uses what only one of them has."""

from __future__ import annotations

import pytest

from tests.store.portable import faults
from tests.store.statements import statements

pytestmark = pytest.mark.sqlite

REFUSED = (
    # Parameters without a type
    ("SELECT id FROM show WHERE :key IS NULL OR key = :key", "type"),
    ("SELECT id FROM show WHERE COALESCE(:key, :title) IS NULL", "type"),
    ("SELECT id FROM show WHERE :key = :title", "type"),
    ("SELECT id FROM show WHERE :key IN (:title, :network)", "type"),
    ("SELECT id FROM show WHERE :low BETWEEN :key AND :title", "type"),
    ("SELECT id FROM show LIMIT :most + :skip", "type"),
    # Conditions in place of numbers, and the other way round
    ("SELECT revision_id FROM claim WHERE supports", "no condition"),
    ("SELECT revision_id FROM claim WHERE weight = 3 AND supports", "no condition"),
    ("SELECT revision_id FROM claim WHERE NOT supports", "no condition"),
    ("SELECT revision_id FROM claim WHERE weight = 3 OR 1", "no condition"),
    ("SELECT CASE WHEN supports THEN 1 ELSE 0 END FROM claim", "no condition"),
    ("SELECT r.id FROM revision r JOIN fact f ON f.id", "no condition"),
    ("SELECT show_id FROM fact GROUP BY show_id HAVING COUNT(*)", "no condition"),
    ("SELECT CASE WHEN layer = 0 THEN 1 ELSE EXISTS (SELECT 1 FROM head) END FROM show", "mixed"),
    ("SELECT COALESCE(layer = 0, 1) FROM show", "mixed"),
    ("SELECT revision_id FROM claim WHERE supports = EXISTS (SELECT 1 FROM head)", "mixed"),
    ("SELECT revision_id FROM claim WHERE supports = (weight = 3)", "mixed"),
    ("SELECT revision_id FROM claim WHERE supports IN (weight = 3, 1)", "mixed"),
    ("SELECT layer = 0 FROM show UNION SELECT 1", "mixed"),
    ("SELECT MIN(spoils_id IS NOT NULL) FROM revision", "no number"),
    ("SELECT SUM(retired = 1) FROM revision", "no number"),
    ("SELECT MAX(CASE WHEN retired = 1 THEN 1 = 1 END) FROM revision", "no number"),
    ("SELECT (retired = 1) + 1 FROM revision", "no number"),
    ("UPDATE revision SET retired = number > 1", "no number"),
    ("INSERT INTO staged (revision_id, conflict) VALUES (:id, :number > 1)", "no number"),
    ("INSERT INTO staged (revision_id, conflict) SELECT id, number > 1 FROM revision", "no number"),
    # IS
    ("SELECT id FROM show WHERE network IS :network", "NullSafeEQ"),
    ("SELECT id FROM show WHERE network IS NOT title", "NullSafeNEQ"),
    ("SELECT id FROM show WHERE network IS NOT DISTINCT FROM title", "NullSafeEQ"),
    ("SELECT revision_id FROM claim WHERE supports IS TRUE", "NULL alone"),
    # Joins
    ("SELECT f.id FROM fact f JOIN show s", "CROSS JOIN"),
    ("SELECT f.id FROM fact f LEFT JOIN show s WHERE s.id = f.show_id", "CROSS JOIN"),
    ("SELECT id FROM fact NATURAL JOIN show", "joins"),
    ("SELECT f.id FROM fact f RIGHT JOIN show s ON s.id = f.show_id", "joins"),
    # What only SQLite has
    ("SELECT MAX(made_at, taken_at) FROM batch", "Greatest"),
    ("SELECT MIN(made_at, taken_at) FROM batch", "Least"),
    ("INSERT OR IGNORE INTO show (id) VALUES (:id)", "ON CONFLICT"),
    ("INSERT OR REPLACE INTO show (id) VALUES (:id)", "ON CONFLICT"),
    ("REPLACE INTO show (id) VALUES (:id)", "Command"),
    ("SELECT id FROM show ORDER BY title COLLATE NOCASE", "Collate"),
    ("SELECT id FROM show WHERE title = :title COLLATE NOCASE", "Collate"),
    ("SELECT json_extract(title, '$.name') FROM show", "JSON"),
    ("SELECT title ->> 'name' FROM show", "JSON"),
    ("SELECT value FROM json_each(:ids)", "not among"),
    ("SELECT id FROM show WHERE title MATCH :words", "Match"),
    ("SELECT id FROM show WHERE title GLOB 'J*'", "Glob"),
    ("SELECT id FROM show WHERE title REGEXP 'J.*'", "RegexpLike"),
    ("SELECT id FROM show WHERE title LIKE :beginning", "capitals"),
    ("SELECT id FROM show WHERE title LIKE 'jessica%'", "capitals"),
    ("SELECT rowid FROM show", "row ids"),
    ("CREATE TABLE post (id INTEGER PRIMARY KEY AUTOINCREMENT)", "AutoIncrement"),
    ("SELECT group_concat(title) FROM show", "GroupConcat"),
    ("SELECT total(number) FROM season", "Anonymous"),
    ("SELECT datetime('now')", "not among"),
    ("SELECT IFNULL(title, key) FROM show", "only SQLite"),
    ("SELECT IIF(layer = 0, 1, 2) FROM show", "only SQLite"),
    ("SELECT id FROM show WHERE layer == 0", "only SQLite"),
    ('SELECT id FROM show WHERE title = "Jessica Jones"', "quoted"),
    ("SELECT [id] FROM show", "quoted"),
    ("SELECT id FROM show LIMIT -1", "Neg"),
    ("SELECT id FROM show LIMIT 5, 10", "only SQLite"),
    ("SELECT id FROM show INDEXED BY show_by_imdb", "which index"),
    # Groups and orders
    ("SELECT show_id, kind, COUNT(*) FROM fact GROUP BY show_id", "grouped"),
    ("SELECT show_id, COUNT(*) FROM fact", "grouped"),
    ("SELECT show_id FROM fact GROUP BY show_id ORDER BY kind", "grouped"),
    ("SELECT show_id FROM fact GROUP BY show_id HAVING kind = 'news'", "grouped"),
    ("SELECT DISTINCT guild_id FROM delivery ORDER BY due_at", "DISTINCT"),
    # Shapes
    ("SELECT id FROM (SELECT id FROM show)", "name"),
    ("UPDATE show SET title = :title ORDER BY id LIMIT 1", "LIMIT"),
    ("DELETE FROM show LIMIT 1", "LIMIT"),
    ("SELECT id FROM show WHERE", "parsed"),
)  # fmt: skip
TAKEN = (
    "SELECT id FROM show WHERE CAST(:key AS TEXT) IS NULL OR key = :key",
    "SELECT id FROM show WHERE key = :key AND title IN (:title, :network) AND layer BETWEEN :low AND :high",
    "SELECT id FROM show WHERE title = :low || ' ' OR title = :low || :high",
    "SELECT fact_id FROM revision WHERE retired = 1 AND NOT (number = 3 AND follows = 0)",
    "SELECT revision_id FROM claim WHERE CASE weight WHEN 3 THEN supports = 1 ELSE note IS NULL END",
    "SELECT layer = 0 OR EXISTS (SELECT 1 FROM head h WHERE h.show_id = s.id) AS in_use FROM show s",
    "SELECT CASE WHEN layer = 0 THEN 1 ELSE NULL END FROM show",
    "SELECT id FROM show WHERE (network IS NULL) = (imdb IS NULL)",
    "SELECT id FROM show ORDER BY EXISTS (SELECT 1 FROM head h WHERE h.show_id = show.id), id",
    "SELECT MIN(CASE WHEN spoils_id IS NULL THEN 0 ELSE 1 END) FROM revision",
    "UPDATE revision SET retired = CASE WHEN number > 1 THEN 1 ELSE 0 END",
    "INSERT INTO staged (revision_id, conflict) VALUES (:revision, :conflict)"
    " ON CONFLICT (revision_id) DO UPDATE SET conflict = 1 WHERE staged.conflict = 0 RETURNING conflict",
    "SELECT id FROM show WHERE network = title OR COALESCE(network, title) IS NULL",
    "SELECT f.id FROM fact f CROSS JOIN show s WHERE s.id = f.show_id",
    "SELECT f.id FROM fact f, show s WHERE s.id = f.show_id",
    "SELECT f.id FROM fact f LEFT JOIN show s ON 1 = 1 JOIN head h ON h.fact_id = f.id",
    "SELECT MAX(CASE WHEN taken_at > made_at THEN taken_at ELSE made_at END) FROM batch",
    "SELECT id FROM show WHERE LOWER(title) LIKE 'jessica%'",
    "SELECT thing_id FROM alias WHERE shelf LIKE '% actor' AND substr(folded, 1, length(:low)) = :low",
    "SELECT id FROM show WHERE title = 'Jessica Jones' LIMIT :most + 1 OFFSET :skip",
    "SELECT show_id, COALESCE(key, ''), COUNT(*) AS facts FROM fact GROUP BY show_id, COALESCE(key, '') ORDER BY facts",
    "SELECT CASE WHEN layer = 0 THEN 1 ELSE 2 END AS sort, COUNT(*) FROM fact GROUP BY 1 HAVING COUNT(*) > 1",
    "SELECT COUNT(*), MIN(made_at) FROM batch",
    "SELECT number, ROW_NUMBER() OVER (PARTITION BY show_id ORDER BY number) AS place FROM season",
    "SELECT DISTINCT guild_id FROM delivery ORDER BY guild_id",
    "SELECT d.id FROM (SELECT id FROM show WHERE layer = 0 UNION SELECT id FROM fact) AS d",
    "WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 9) SELECT n FROM up",
    "UPDATE season SET episodes = g.episodes FROM staged_season g WHERE g.season_id = season.id",
    "DELETE FROM episode_source WHERE (episode_id, detail) IN (SELECT id, title FROM episode) RETURNING source_id",
)  # fmt: skip


@pytest.mark.parametrize(("sql", "why"), REFUSED, ids=[sql for sql, _ in REFUSED])
def test_what_only_sqlite_takes_is_found(sql: str, why: str) -> None:
    found = faults(sql)
    assert any(why in fault for fault in found), found


@pytest.mark.parametrize("sql", TAKEN)
def test_what_both_engines_take_is_not_found(sql: str) -> None:
    assert faults(sql) == []


def test_every_statement_runs_on_both_engines() -> None:
    found = {name: faults(sql) for name, sql in statements()}
    assert len(found) > 300
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
