-- An import is staged first: its revisions have no number and are in no answer. Taking it is a few statements that
-- change all staged rows at once, so that the write lock is held only for a moment, however large the file was.

-- name: add_batch(id, show, layer, filename, made_at, made_by, undoes)!
INSERT INTO batch (id, show_id, layer, filename, made_at, made_by, undoes_id)
VALUES (:id, :show, :layer, :filename, :made_at, :made_by, :undoes);

-- name: batch_by_id(guild, batch)^
SELECT b.id, b.show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit, b.filename, b.made_at, b.made_by, b.taken_at, b.undoes_id
FROM batch b JOIN show s ON s.id = b.show_id
WHERE b.id = :batch AND b.layer = :guild;

-- name: undone_by(batch)^
SELECT id FROM batch WHERE undoes_id = :batch AND taken_at IS NOT NULL;

-- name: set_taken(batch, now)!
UPDATE batch SET taken_at = :now WHERE id = :batch;

-- name: forget_batch(batch)!
DELETE FROM batch WHERE id = :batch;

-- Seasons and episodes that a form or another import adds meanwhile are the same rows.

-- name: add_season(id, layer, show, number)^
INSERT INTO season (id, layer, show_id, number) VALUES (:id, :layer, :show, :number)
ON CONFLICT (show_id, layer, number) DO UPDATE SET number = excluded.number
RETURNING id;

-- name: add_episode(id, layer, season, number)^
INSERT INTO episode (id, layer, season_id, number) VALUES (:id, :layer, :season, :number)
ON CONFLICT (season_id, layer, number) DO UPDATE SET number = excluded.number
RETURNING id;

-- name: stage_seasons(batch, season, episodes)*!
INSERT INTO staged_season (batch_id, season_id, episodes) VALUES (:batch, :season, :episodes);

-- name: stage_episodes(batch, episode, title, aired, runtime, imdb, synopsis, synopsis_credit)*!
INSERT INTO staged_episode (batch_id, episode_id, title, aired, runtime, imdb, synopsis, synopsis_credit)
VALUES (:batch, :episode, :title, :aired, :runtime, :imdb, :synopsis, :synopsis_credit);

-- name: stage_sources(batch, episode, detail, source)*!
INSERT INTO staged_source (batch_id, episode_id, detail, source_id) VALUES (:batch, :episode, :detail, :source)
ON CONFLICT (batch_id, episode_id, detail, source_id) DO NOTHING;

-- name: stage_characters(batch, character, spoils)*!
INSERT INTO staged_character (batch_id, character_id, spoils_id, spoilt_before_id)
SELECT :batch, id, :spoils, spoils_id FROM character WHERE id = :character;

-- Of things that current facts are about, only empty details are filled in; of anything else the file is the only
-- record. Undoing an import leaves the details, as they are part of no fact.

-- name: set_seasons(guild, batch)!
UPDATE season SET episodes = CASE WHEN EXISTS (SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = season.id) THEN COALESCE(season.episodes, g.episodes) ELSE g.episodes END
FROM staged_season g
WHERE g.batch_id = :batch AND season.id = g.season_id AND season.layer = :guild AND season.layer <> 0;

-- name: forget_stale_episodes(guild, batch)!
-- The details of episodes that no current fact is about, such as from an import that was undone.
UPDATE episode SET title = NULL, aired = NULL, runtime = NULL, imdb = NULL, synopsis = NULL, synopsis_credit = NULL
WHERE id IN (SELECT episode_id FROM staged_episode WHERE batch_id = :batch) AND layer = :guild AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = episode.id);

-- name: set_episodes(guild, batch)!
UPDATE episode SET
    title = COALESCE(episode.title, g.title), aired = COALESCE(episode.aired, g.aired),
    runtime = COALESCE(episode.runtime, g.runtime), imdb = COALESCE(episode.imdb, g.imdb),
    synopsis = COALESCE(episode.synopsis, g.synopsis),
    synopsis_credit = CASE WHEN episode.synopsis IS NULL THEN g.synopsis_credit ELSE episode.synopsis_credit END
FROM staged_episode g
WHERE g.batch_id = :batch AND episode.id = g.episode_id AND episode.layer = :guild AND episode.layer <> 0;

-- name: forget_stale_sources(guild, batch)!
DELETE FROM episode_source WHERE (episode_id, detail) IN (
    SELECT e.id, d.detail
    FROM staged_episode g
    JOIN episode e ON e.id = g.episode_id
    CROSS JOIN (SELECT 'title' AS detail UNION SELECT 'runtime' UNION SELECT 'imdb') d
    WHERE g.batch_id = :batch AND e.layer = :guild AND e.layer <> 0
      AND CASE d.detail WHEN 'title' THEN e.title WHEN 'runtime' THEN CAST(e.runtime AS TEXT) ELSE e.imdb END IS NULL
);

-- name: set_sources(guild, batch)!
-- The sources of what the episode has now. Details that neither has are the same too.
INSERT INTO episode_source (episode_id, detail, source_id)
SELECT v.episode_id, v.detail, v.source_id
FROM staged_source v
JOIN staged_episode g ON g.batch_id = v.batch_id AND g.episode_id = v.episode_id
JOIN episode e ON e.id = v.episode_id
JOIN source s ON s.id = v.source_id
WHERE v.batch_id = :batch AND e.layer = :guild AND CASE v.detail
    WHEN 'title' THEN e.title = g.title OR COALESCE(e.title, g.title) IS NULL
    WHEN 'runtime' THEN e.runtime = g.runtime OR COALESCE(e.runtime, g.runtime) IS NULL
    ELSE e.imdb = g.imdb OR COALESCE(e.imdb, g.imdb) IS NULL END
ON CONFLICT (episode_id, detail, source_id) DO NOTHING;

-- name: set_characters(guild, batch)!
-- Unless they were marked otherwise meanwhile.
UPDATE character SET spoils_id = g.spoils_id
FROM staged_character g
WHERE g.batch_id = :batch AND character.id = g.character_id AND character.layer = :guild AND character.layer <> 0
  AND (character.spoils_id = g.spoilt_before_id OR COALESCE(character.spoils_id, g.spoilt_before_id) IS NULL)
  AND (g.spoils_id IS NULL OR EXISTS (SELECT 1 FROM episode e WHERE e.id = g.spoils_id));

-- name: stage_characters_back(batch, undoes)!
INSERT INTO staged_character (batch_id, character_id, spoils_id, spoilt_before_id)
SELECT :batch, character_id, spoilt_before_id, spoils_id FROM staged_character WHERE batch_id = :undoes;

-- name: has_marks(batch)^
SELECT EXISTS (SELECT 1 FROM staged_character WHERE batch_id = :batch) AS found;

-- name: add_people(id, layer, key, spare_key, name)*!
-- A key that the server has for somebody else gets the row's id appended.
INSERT INTO person (id, layer, key, name)
SELECT :id, :layer, CASE WHEN EXISTS (SELECT 1 FROM person WHERE layer = :layer AND key = :key)
    THEN :spare_key ELSE :key END, :name;

-- name: add_characters(id, layer, show, key, spare_key, name, prominence, spoils)*!
INSERT INTO character (id, layer, show_id, key, name, prominence, spoils_id)
SELECT :id, :layer, :show, CASE
    WHEN EXISTS (SELECT 1 FROM character WHERE show_id = :show AND layer = :layer AND key = :key)
    THEN :spare_key ELSE :key END, :name, :prominence, :spoils;

-- name: add_facts(id, layer, show, key, spare_key, kind)*!
INSERT INTO fact (id, layer, show_id, key, kind)
SELECT :id, :layer, :show, CASE
    WHEN EXISTS (SELECT 1 FROM fact WHERE show_id = :show AND layer = :layer AND key = :key)
    THEN :spare_key ELSE :key END, :kind;

-- name: empty_facts(guild, show)
-- A server's own facts without a numbered revision: an earlier import was prepared and not confirmed.
SELECT f.id, f.key, f.kind
FROM fact f
WHERE f.show_id = :show AND f.layer = :guild AND f.layer <> 0
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.fact_id = f.id AND r.number IS NOT NULL);

-- name: add_staged_names(batch, thing, name)*!
INSERT INTO staged_name (batch_id, thing_id, name) VALUES (:batch, :thing, :name)
ON CONFLICT (batch_id, thing_id, name) DO NOTHING;

-- name: add_staged(revision, opened_on, conflict)*!
INSERT INTO staged (revision_id, opened_on_id, conflict) VALUES (:revision, :opened_on, :conflict);

-- name: sorts_of(batch)
-- How many facts are new (0), changed (1) and in conflict (2).
SELECT CASE WHEN s.conflict = 1 THEN 2 WHEN s.opened_on_id IS NULL THEN 0 ELSE 1 END AS sort, COUNT(*) AS facts
FROM revision r JOIN staged s ON s.revision_id = r.id
WHERE r.batch_id = :batch
GROUP BY 1;

-- name: first_of_sort(batch, sort, most)
SELECT r.id
FROM revision r JOIN staged s ON s.revision_id = r.id
WHERE r.batch_id = :batch
  AND CASE WHEN s.conflict = 1 THEN 2 WHEN s.opened_on_id IS NULL THEN 0 ELSE 1 END = :sort
ORDER BY r.id
LIMIT :most;

-- name: note_moved(guild, batch)
-- What changed here since the import was prepared is now in conflict with it.
UPDATE staged SET conflict = 1, opened_on_id = (
    SELECT h.revision_id FROM head h JOIN revision r ON r.fact_id = h.fact_id
    WHERE r.id = staged.revision_id AND h.layer IN (0, :guild)
    ORDER BY h.layer DESC LIMIT 1)
WHERE revision_id IN (SELECT id FROM revision WHERE batch_id = :batch)
  AND COALESCE(opened_on_id, 0) <> COALESCE((
    SELECT h.revision_id FROM head h JOIN revision r ON r.fact_id = h.fact_id
    WHERE r.id = staged.revision_id AND h.layer IN (0, :guild)
    ORDER BY h.layer DESC LIMIT 1), 0)
RETURNING revision_id;

-- name: forget_conflicts(batch)
DELETE FROM revision
WHERE batch_id = :batch AND id IN (SELECT revision_id FROM staged WHERE conflict = 1)
RETURNING id;

-- name: number_revisions(batch, now)!
UPDATE revision SET made_at = :now, number = 1 + COALESCE((
    SELECT MAX(o.number) FROM revision o WHERE o.fact_id = revision.fact_id AND o.layer = revision.layer), 0)
WHERE batch_id = :batch;

-- name: set_heads(batch)!
INSERT INTO head (fact_id, layer, revision_id, show_id, kind, latest_news)
SELECT r.fact_id, r.layer, r.id, f.show_id, f.kind, (
    SELECT MAX(k.counts_from) FROM claim k
    WHERE k.revision_id = r.id AND (k.published IS NOT NULL OR f.kind IN ('news', 'renewal', 'crew')))
FROM revision r JOIN fact f ON f.id = r.fact_id
WHERE r.batch_id = :batch AND r.follows = 0
ON CONFLICT (fact_id, layer) DO UPDATE SET
    revision_id = excluded.revision_id, kind = excluded.kind, latest_news = excluded.latest_news;

-- name: forget_heads(guild, batch)!
DELETE FROM head
WHERE layer = :guild AND fact_id IN (SELECT r.fact_id FROM revision r WHERE r.batch_id = :batch AND r.follows = 1);

-- name: touched_people(batch)
-- The people that the import's facts credit, and those that they credited before.
SELECT DISTINCT p.id, p.name
FROM revision r
JOIN staged s ON s.revision_id = r.id
JOIN credit c ON c.revision_id IN (s.revision_id, s.opened_on_id)
JOIN person p ON p.id = c.person_id
WHERE r.batch_id = :batch;

-- name: touched_characters(batch)
SELECT DISTINCT c.id, c.name, c.spoils_id
FROM revision r
JOIN staged s ON s.revision_id = r.id
JOIN revision t ON t.id IN (s.revision_id, s.opened_on_id)
JOIN character c ON c.id = t.character_id
WHERE r.batch_id = :batch
UNION
SELECT c.id, c.name, c.spoils_id
FROM staged_character g JOIN character c ON c.id = g.character_id
WHERE g.batch_id = :batch;

-- name: touched_seasons(guild, batch)
-- The server's own seasons that the import's facts are about.
SELECT DISTINCT e.id, e.number
FROM revision r
JOIN staged s ON s.revision_id = r.id
JOIN scope c ON c.revision_id IN (s.revision_id, s.opened_on_id)
JOIN season e ON e.id = c.season_id
WHERE r.batch_id = :batch AND e.layer = :guild
UNION
SELECT e.id, e.number
FROM staged_season g JOIN season e ON e.id = g.season_id
WHERE g.batch_id = :batch AND e.layer = :guild;

-- name: touched_episodes(guild, batch)
SELECT DISTINCT e.id, n.number AS season, e.number, e.title, e.aired
FROM revision r
JOIN staged s ON s.revision_id = r.id
JOIN scope c ON c.revision_id IN (s.revision_id, s.opened_on_id)
JOIN episode e ON e.id = c.episode_id
JOIN season n ON n.id = e.season_id
WHERE r.batch_id = :batch AND e.layer = :guild
UNION
SELECT e.id, n.number, e.number, e.title, e.aired
FROM staged_episode g JOIN episode e ON e.id = g.episode_id JOIN season n ON n.id = e.season_id
WHERE g.batch_id = :batch AND e.layer = :guild;

-- name: names_of_touched(guild, batch, show)
-- The names of the people and characters that the import touches, the base's and the server's own.
WITH touched (thing) AS (
    SELECT c.person_id
    FROM revision r
    JOIN staged s ON s.revision_id = r.id
    JOIN credit c ON c.revision_id IN (s.revision_id, s.opened_on_id)
    WHERE r.batch_id = :batch
    UNION
    SELECT t.character_id
    FROM revision r
    JOIN staged s ON s.revision_id = r.id
    JOIN revision t ON t.id IN (s.revision_id, s.opened_on_id)
    WHERE r.batch_id = :batch
    UNION
    SELECT character_id FROM staged_character WHERE batch_id = :batch
)
SELECT a.thing_id, a.layer, a.shelf, a.folded, a.word, a.known_from, a.spoils
FROM alias a
WHERE a.show_id = :show AND a.layer IN (0, :guild) AND a.thing_id IN (SELECT thing FROM touched);

-- name: staged_names(batch)
SELECT thing_id, name FROM staged_name WHERE batch_id = :batch ORDER BY thing_id, name;

-- name: own_names(guild, show, thing)
SELECT DISTINCT folded FROM alias
WHERE thing_id = :thing AND layer = :guild AND layer <> 0 AND show_id = :show AND word = 0;

-- name: traits_of_people(guild, batch, show)
-- The traits of the people that the import touches, from current facts, as `bot.services.names.aliases.traits` works
-- them out.
WITH touched AS (
    SELECT DISTINCT c.person_id
    FROM revision r
    JOIN staged s ON s.revision_id = r.id
    JOIN credit c ON c.revision_id IN (s.revision_id, s.opened_on_id)
    WHERE r.batch_id = :batch
)
SELECT t.person_id AS thing, a.kind, MIN(CASE r.billing
        WHEN 'main' THEN 0 WHEN 'recurring' THEN 1 WHEN 'supporting' THEN 1 WHEN 'guest' THEN 2 ELSE 3 END) AS prominence,
    MIN(a.known_from) AS known_from, MIN(CASE WHEN r.spoils_id IS NULL THEN 0 ELSE 1 END) AS spoils
FROM touched t
CROSS JOIN about a
CROSS JOIN revision r
CROSS JOIN fact f
WHERE a.layer IN (0, :guild) AND a.thing_id = t.person_id AND a.kind IN ('cast', 'director', 'writer', 'crew')
  AND r.id = a.revision_id AND f.id = a.fact_id AND f.show_id = :show
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
GROUP BY t.person_id, a.kind;

-- name: traits_of_characters(guild, batch, show)
WITH touched AS (
    SELECT DISTINCT t.character_id
    FROM revision r
    JOIN staged s ON s.revision_id = r.id
    JOIN revision t ON t.id IN (s.revision_id, s.opened_on_id)
    WHERE r.batch_id = :batch AND t.character_id IS NOT NULL
    UNION
    SELECT character_id FROM staged_character WHERE batch_id = :batch
)
SELECT t.character_id AS thing, MIN(CASE r.billing
        WHEN 'main' THEN 0 WHEN 'recurring' THEN 1 WHEN 'supporting' THEN 1 WHEN 'guest' THEN 2 ELSE 3 END) AS prominence,
    MIN(a.known_from) AS known_from, MIN(CASE WHEN r.spoils_id IS NULL THEN 0 ELSE 1 END) AS spoils
FROM touched t
CROSS JOIN about a
CROSS JOIN revision r
CROSS JOIN fact f
WHERE a.layer IN (0, :guild) AND a.thing_id = t.character_id AND r.id = a.revision_id
  AND f.id = a.fact_id AND f.show_id = :show
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
GROUP BY t.character_id;

-- name: season_known_from(guild, show, number)^
-- The day of the first claim about a season.
SELECT NULLIF(MIN(a.known_from), '9999-12-31') AS day
FROM season s CROSS JOIN about a
WHERE s.show_id = :show AND s.number = :number AND s.layer IN (0, :guild)
  AND a.layer IN (0, :guild) AND a.thing_id = s.id
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild));

-- name: has_episode(guild, episode)^
SELECT EXISTS (SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = :episode) AS found;

-- name: show_is_own(guild, show)^
SELECT key FROM show WHERE id = :show AND layer = :guild;

-- name: to_undo(guild, batch, after, most)
-- A page of an import's facts: the revision that it made, what it was made over, and what the server has now.
SELECT r.id, r.fact_id, s.opened_on_id, h.revision_id AS now_id, o.layer AS opened_layer, o.retired AS opened_retired,
    o.base_revision_id AS opened_over, (
        SELECT b.revision_id FROM head b WHERE b.fact_id = r.fact_id AND b.layer = 0
    ) AS base_id,
    h.revision_id = r.id OR EXISTS (
        -- A later import changed the fact, and undoing that one brought this version back.
        SELECT 1
        FROM revision n
        JOIN batch u ON u.id = n.batch_id
        JOIN revision t ON t.batch_id = u.undoes_id AND t.fact_id = n.fact_id
        JOIN staged x ON x.revision_id = t.id
        WHERE n.id = h.revision_id AND x.opened_on_id = r.id
    ) AS is_current
FROM revision r
JOIN staged s ON s.revision_id = r.id
LEFT JOIN revision o ON o.id = s.opened_on_id
LEFT JOIN head h ON h.fact_id = r.fact_id AND h.layer = :guild
WHERE r.batch_id = :batch AND r.id > :after
ORDER BY r.id
LIMIT :most;

-- name: copy_revisions(source, id, layer, batch, change, made_at, made_by, reason, base_revision, retired, follows)*!
INSERT INTO revision (
    id, fact_id, layer, number, change, made_at, made_by, reason, base_revision_id, retired, follows, batch_id,
    statement, character_id, billing, released, set_size, state, job, spoils_id, settled_by, outcome
)
SELECT
    :id, fact_id, :layer, NULL, :change, :made_at, :made_by, :reason, :base_revision, :retired, :follows, :batch,
    statement, character_id, billing, released, set_size, state, job, spoils_id, settled_by, outcome
FROM revision WHERE id = :source;

-- name: copy_credits(source, id)*!
INSERT INTO credit (revision_id, position, person_id)
SELECT :id, position, person_id FROM credit WHERE revision_id = :source;

-- name: copy_scopes(source, id)*!
INSERT INTO scope (revision_id, position, season_id, episode_id)
SELECT :id, position, season_id, episode_id FROM scope WHERE revision_id = :source;

-- name: copy_claims(source, id)*!
INSERT INTO claim (revision_id, position, source_id, weight, supports, published, counts_from, speaker, via, note)
SELECT :id, position, source_id, weight, supports, published, counts_from, speaker, via, note
FROM claim WHERE revision_id = :source;

-- name: some_revisions(batch, most)
SELECT id, fact_id FROM revision WHERE batch_id = :batch AND number IS NULL LIMIT :most;

-- name: forget_revisions(id)*!
DELETE FROM revision WHERE id = :id AND number IS NULL;

-- name: forget_empty_facts(layer, fact)*!
-- A fact that only the import had a revision of.
DELETE FROM fact
WHERE id = :fact AND layer = :layer AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.fact_id = fact.id);
