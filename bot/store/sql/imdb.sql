-- Statements for the library of IMDb's titles, whose tables are in imdb_schema.sql. Rows that are read by the
-- million are given by position, which is twice as fast as by name.

-- name: add_placing*!
INSERT OR REPLACE INTO placing (show, episode, season, number) VALUES (?, ?, ?, ?);

-- name: add_show*!
INSERT OR REPLACE INTO show (id, title, original, year) VALUES (?, ?, ?, ?);

-- name: add_show_key*!
INSERT OR REPLACE INTO show_key (key, show) VALUES (?, ?);

-- name: add_episode*!
INSERT OR REPLACE INTO episode (id, title, year, runtime) VALUES (?, ?, ?, ?);

-- name: add_credit*!
INSERT OR REPLACE INTO credit (title, place, person, as_self, characters) VALUES (?, ?, ?, ?, ?);

-- name: add_crew*!
INSERT OR REPLACE INTO crew (episode, directors, writers) VALUES (?, ?, ?);

-- name: add_person*!
INSERT OR REPLACE INTO person (id, name) VALUES (?, ?);

-- name: add_other_title*!
INSERT OR REPLACE INTO other_title (show, place, title) VALUES (?, ?, ?);

-- name: add_other_key*!
INSERT OR REPLACE INTO other_key (key, show) VALUES (?, ?);

-- name: forget_placing(show)!
DELETE FROM placing WHERE show = :show;

-- name: forget_show(show)!
DELETE FROM show WHERE id = :show;

-- name: forget_show_key(show)!
DELETE FROM show_key WHERE show = :show;

-- name: forget_episode(show)!
DELETE FROM episode WHERE id IN (SELECT episode FROM placing WHERE show = :show);

-- name: forget_credit(show)!
DELETE FROM credit WHERE title IN (SELECT :show UNION ALL SELECT episode FROM placing WHERE show = :show);

-- name: forget_crew(show)!
DELETE FROM crew WHERE episode IN (SELECT episode FROM placing WHERE show = :show);

-- name: forget_other_title(show)!
DELETE FROM other_title WHERE show = :show;

-- name: forget_other_key(show)!
DELETE FROM other_key WHERE show = :show;

-- name: marks(scope)
SELECT file, fingerprint, position, line, done FROM mark WHERE scope = :scope;

-- name: forget_marks_of_shows()!
DELETE FROM mark WHERE scope <> 0;

-- name: forget_mark(scope, file)!
DELETE FROM mark WHERE scope = :scope AND file = :file;

-- name: add_mark(scope, file, fingerprint)!
INSERT INTO mark (scope, file, fingerprint, position, line, done) VALUES (:scope, :file, :fingerprint, 0, 1, 0);

-- name: move_mark(scope, file, fingerprint, before, position, line, done)!
UPDATE mark SET position = :position, line = :line, done = :done
WHERE scope = :scope AND file = :file AND fingerprint = :fingerprint AND position = :before AND done = 0;

-- name: all_titles()
SELECT id FROM show UNION ALL SELECT id FROM episode;

-- name: all_shows()
SELECT id FROM show;

-- name: all_episodes()
SELECT id FROM episode;

-- name: all_credited()
SELECT person FROM credit;

-- name: all_crew()
SELECT episode, directors, writers FROM crew;

-- name: titles_of(show)
SELECT :show UNION ALL SELECT episode FROM placing WHERE show = :show;

-- name: episodes_of(show)
SELECT episode FROM placing WHERE show = :show;

-- name: credited_of(show)
SELECT c.person
FROM (SELECT :show AS title UNION ALL SELECT episode FROM placing WHERE show = :show) t
JOIN credit c ON c.title = t.title;

-- name: crew_of(show)
SELECT c.episode, c.directors, c.writers FROM placing p JOIN crew c ON c.episode = p.episode WHERE p.show = :show;

-- name: counts()^
SELECT
    (SELECT COUNT(*) FROM show) AS shows,
    (SELECT COUNT(*) FROM episode) AS episodes,
    (SELECT COUNT(*) FROM credit) AS credits,
    (SELECT COUNT(*) FROM person) AS people;

-- name: show(show)^
SELECT title, original, year FROM show WHERE id = :show;

-- name: other_titles(show)
SELECT title FROM other_title WHERE show = :show ORDER BY place;

-- name: episodes(show)
SELECT e.id, p.season, p.number, e.title, e.year, e.runtime
FROM placing p JOIN episode e ON e.id = p.episode
WHERE p.show = :show
ORDER BY p.season, p.number, e.id;

-- name: credits(show, most)
SELECT c.title, c.person, c.as_self, c.characters
FROM (SELECT :show AS title UNION ALL SELECT episode FROM placing WHERE show = :show) t
JOIN credit c ON c.title = t.title
ORDER BY c.title, c.place
LIMIT :most;

-- name: person(id)^
SELECT name FROM person WHERE id = :id;

-- name: beginning(low, high, most)
-- Shows with a title that begins with what was typed; exact matches come first by their key.
SELECT k.key, s.id, s.title, s.year, (SELECT COUNT(*) FROM placing p WHERE p.show = s.id) AS episodes
FROM (
    SELECT key, show FROM (SELECT key, show FROM show_key WHERE key >= :low AND key < :high ORDER BY key LIMIT :most)
    UNION
    SELECT key, show FROM (SELECT key, show FROM other_key WHERE key >= :low AND key < :high ORDER BY key LIMIT :most)
) k
JOIN show s ON s.id = k.show;
