-- A server's own seasons and episodes are in answers only while a current fact is about them.

-- name: episodes_of_season(guild, show, season)
SELECT e.id, s.number AS season, e.number, e.title, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND s.layer IN (0, :guild)
  AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM scope c JOIN head h ON h.revision_id = c.revision_id JOIN revision r ON r.id = h.revision_id
      WHERE c.episode_id = e.id AND r.retired = 0))
ORDER BY e.number, e.layer;

-- name: episode_by_code(guild, show, season, number)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND e.number = :number
  AND s.layer IN (0, :guild) AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM scope c JOIN head h ON h.revision_id = c.revision_id JOIN revision r ON r.id = h.revision_id
      WHERE c.episode_id = e.id AND r.retired = 0))
ORDER BY e.layer;

-- name: episode_by_id(guild, episode)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb, s.show_id, w.title AS show_title,
    w.credit AS show_credit
FROM episode e JOIN season s ON s.id = e.season_id JOIN show w ON w.id = s.show_id
WHERE e.id = :episode AND e.layer IN (0, :guild);

-- name: sources_of_episode(episode)
SELECT es.detail, so.id, so.outlet, so.title, so.url
FROM episode_source es JOIN source so ON so.id = es.source_id
WHERE es.episode_id = :episode
ORDER BY es.detail, so.id;

-- name: seasons_of_show(guild, show)
SELECT s.number, MAX(s.episodes) AS episodes FROM season s
WHERE s.show_id = :show
  AND (s.layer = 0 OR s.layer = :guild AND EXISTS (
      SELECT 1 FROM scope c JOIN head h ON h.revision_id = c.revision_id JOIN revision r ON r.id = h.revision_id
      WHERE c.season_id = s.id AND r.retired = 0))
GROUP BY s.number ORDER BY s.number;

-- name: base_seasons(show)
SELECT id, number FROM season WHERE show_id = :show AND layer = 0;

-- name: counts()^
SELECT (SELECT COUNT(*) FROM show WHERE layer = 0) AS shows, (SELECT COUNT(*) FROM fact WHERE layer = 0) AS facts;

-- name: season_rows(guild, show)
-- Also those that only a proposal is about.
SELECT id, number FROM season WHERE show_id = :show AND layer IN (0, :guild) ORDER BY layer DESC;

-- name: episode_row(guild, show, season, number)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND e.number = :number
  AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
ORDER BY e.layer;

-- name: people_named(guild, show, folded)
-- People by a whole name: those of the show in any role, and those that were added on this server before.
SELECT DISTINCT p.id, p.name, p.key
FROM alias a JOIN person p ON p.id = a.thing_id
WHERE a.show_id = :show AND a.folded = :folded AND a.word = 0 AND a.layer IN (0, :guild)
  AND a.shelf IN ('0 actor', '1 actor', '2 actor', '3 actor', '3 director', '3 writer')
ORDER BY p.id;

-- name: person_with_key(layer, key)^
SELECT id, name FROM person WHERE layer = :layer AND key = :key;

-- name: character_with_key(layer, show, key)^
SELECT id, name FROM character WHERE layer = :layer AND show_id = :show AND key = :key;

-- name: source_like(guild, outlet, url)^
-- A source on record by its outlet and address (or none), the server's own first.
SELECT id, outlet, title, url FROM source
WHERE outlet = :outlet AND layer IN (0, :guild)
  AND (url = :url OR :url IS NULL AND url IS NULL AND title IS NULL)
ORDER BY layer DESC, id
LIMIT 1;

-- name: characters_named(guild, show, folded)
SELECT DISTINCT c.id, c.name, c.key, s.number AS spoils_season, e.number AS spoils_number
FROM alias a JOIN character c ON c.id = a.thing_id
LEFT JOIN episode e ON e.id = c.spoils_id
LEFT JOIN season s ON s.id = e.season_id
WHERE a.show_id = :show AND a.folded = :folded AND a.word = 0 AND a.layer IN (0, :guild)
  AND a.shelf IN ('0 character', '1 character', '2 character', '3 character')
ORDER BY c.id;

-- name: first_aired(guild, show, season)^
-- The day from which undated claims about a season count, or (without a season) about the show as a whole.
SELECT MIN(e.aired) AS day
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND (:season IS NULL OR s.number = :season)
  AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);
