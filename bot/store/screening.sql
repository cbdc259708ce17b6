-- What is copied of a show that a server sees, once `kept`, `kept_scope` and `place` say what of it is open. The show is
-- read from the database `source`. The copy is SQLite whatever the store is on.

INSERT INTO main.show SELECT * FROM source.show WHERE layer IN (0, :guild);

INSERT INTO main.season SELECT * FROM source.season WHERE show_id = :show AND layer IN (0, :guild);

INSERT INTO main.server SELECT * FROM source.server WHERE guild_id = :guild;
INSERT INTO main.server (guild_id, changed_at) SELECT :guild, '' WHERE NOT EXISTS (SELECT 1 FROM main.server);
UPDATE main.server SET show_id = :show;

INSERT INTO main.episode SELECT e.* FROM place p JOIN source.episode e ON e.id = p.episode_id;
UPDATE main.episode SET title = NULL WHERE id IN (SELECT episode_id FROM place WHERE shows_title = 0);
UPDATE main.episode SET synopsis = NULL, synopsis_credit = NULL, imdb = NULL
WHERE id IN (SELECT episode_id FROM place WHERE is_seen = 0);

INSERT INTO main.episode_source
SELECT x.* FROM place p JOIN source.episode_source x ON x.episode_id = p.episode_id
WHERE CASE x.detail WHEN 'title' THEN p.shows_title WHEN 'imdb' THEN p.is_seen ELSE 1 END = 1;

INSERT INTO main.head SELECT h.* FROM kept k JOIN source.head h ON h.revision_id = k.revision_id;
INSERT INTO main.fact SELECT f.* FROM main.head h JOIN source.fact f ON f.id = h.fact_id;
INSERT INTO main.revision SELECT r.* FROM kept k JOIN source.revision r ON r.id = k.revision_id;
UPDATE main.revision SET spoils_id = NULL WHERE :opens = 1 AND spoils_id IS NOT NULL;
-- A fact as it was before another one settled it, where that one is covered.
UPDATE main.revision SET settled_by = NULL, outcome = NULL
WHERE settled_by IS NOT NULL AND settled_by NOT IN (SELECT id FROM main.fact);

INSERT INTO main.scope
SELECT s.* FROM kept_scope k JOIN source.scope s ON s.revision_id = k.revision_id AND s.position = k.position;

INSERT INTO main.credit SELECT c.* FROM kept k JOIN source.credit c ON c.revision_id = k.revision_id;
INSERT INTO main.person SELECT * FROM source.person WHERE id IN (SELECT person_id FROM main.credit);

INSERT INTO main.claim SELECT c.* FROM kept k JOIN source.claim c ON c.revision_id = k.revision_id;
UPDATE main.claim SET note = NULL WHERE note IS NOT NULL AND shows_words(published) = 0;

INSERT INTO main.source
SELECT * FROM source.source
WHERE id IN (SELECT source_id FROM main.claim UNION ALL SELECT source_id FROM main.episode_source);
UPDATE main.source SET title = NULL, url = NULL
WHERE id IN (SELECT source_id FROM main.claim WHERE shows_words(published) = 0)
   OR shows_words(NULL) = 0 AND id NOT IN (SELECT source_id FROM main.claim);

-- What the open facts say of each person and character in each role, and when each season was spoken of first.
CREATE TEMP TABLE known (revision_id INTEGER PRIMARY KEY, since TEXT NOT NULL);
INSERT INTO known SELECT revision_id, MIN(counts_from) FROM main.claim GROUP BY revision_id;

CREATE TEMP TABLE mention (
    thing_id INTEGER, role TEXT, prominence INTEGER, known_from TEXT, spoils INTEGER, PRIMARY KEY (thing_id, role)
) WITHOUT ROWID;
INSERT INTO mention
SELECT c.person_id, o.role, MIN(prominence_of(r.billing)), MIN(COALESCE(k.since, :never)), MIN(r.spoils_id IS NOT NULL)
FROM main.head h
JOIN role_of o ON o.kind = h.kind
JOIN main.revision r ON r.id = h.revision_id
JOIN main.credit c ON c.revision_id = r.id
LEFT JOIN known k ON k.revision_id = r.id
GROUP BY c.person_id, o.role;
INSERT INTO mention
SELECT r.character_id, 'character', MIN(prominence_of(r.billing)), MIN(COALESCE(k.since, :never)),
    MIN(r.spoils_id IS NOT NULL)
FROM main.revision r LEFT JOIN known k ON k.revision_id = r.id
WHERE r.character_id IS NOT NULL
GROUP BY r.character_id;

CREATE TEMP TABLE season_known (number INTEGER PRIMARY KEY, since TEXT NOT NULL);
INSERT INTO season_known
SELECT s.number, MIN(COALESCE(k.since, :never))
FROM main.scope c JOIN main.season s ON s.id = c.season_id LEFT JOIN known k ON k.revision_id = c.revision_id
GROUP BY s.number;

INSERT INTO main.character
SELECT c.* FROM mention m JOIN source.character c ON c.id = m.thing_id WHERE m.role = 'character';
UPDATE main.character SET
    spoils_id = CASE WHEN :opens = 1 THEN NULL ELSE spoils_id END,
    prominence = (SELECT m.prominence FROM mention m WHERE m.thing_id = id AND m.role = 'character');

CREATE TEMP TABLE name AS
SELECT a.*, substr(a.shelf, instr(a.shelf, ' ') + 1) AS role
FROM source.alias a
WHERE a.layer IN (0, :guild) AND a.show_id = :show AND a.shelf <> '0 show';

INSERT INTO main.alias SELECT * FROM source.alias WHERE shelf = '0 show' AND layer IN (0, :guild);
INSERT INTO main.alias
SELECT a.id, a.show_id, a.layer, a.shelf, a.thing_id, a.name, a.folded, a.word, COALESCE(s.since, ''), a.spoils
FROM name a LEFT JOIN season_known s ON s.number = a.thing_id
WHERE a.role = 'season';
INSERT INTO main.alias
SELECT a.id, a.show_id, a.layer, a.shelf, a.thing_id, a.name, a.folded, a.word,
    CASE WHEN a.name = p.code THEN COALESCE(s.since, '') ELSE a.known_from END, a.spoils
FROM name a JOIN place p ON p.episode_id = a.thing_id LEFT JOIN season_known s ON s.number = p.season
WHERE a.role = 'episode' AND (a.name = p.code OR p.shows_title = 1);
INSERT INTO main.alias
SELECT a.id, a.show_id, a.layer,
    CASE WHEN a.role IN ('actor', 'character') THEN m.prominence ELSE :least_prominent END || ' ' || a.role,
    a.thing_id, a.name, a.folded, a.word, m.known_from,
    m.spoils OR :opens = 0 AND EXISTS (
        SELECT 1 FROM source.character c WHERE c.id = a.thing_id AND c.spoils_id IS NOT NULL)
FROM name a JOIN mention m ON m.thing_id = a.thing_id AND m.role = a.role;

DROP TABLE temp.place;
DROP TABLE temp.kept;
DROP TABLE temp.kept_scope;
DROP TABLE temp.role_of;
DROP TABLE temp.known;
DROP TABLE temp.mention;
DROP TABLE temp.season_known;
DROP TABLE temp.name;
