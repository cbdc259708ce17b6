-- A server's own seasons and episodes are in answers only while a current fact is about them.

-- name: season(guild, show, season)
-- A row for each episode, or one without an episode, and how many episodes the season is said to have (`size`).
SELECT CASE WHEN s.layer = 0 OR EXISTS (
        SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = s.id) THEN s.episodes END AS size,
    e.id, s.number AS season, e.number, e.title, e.aired
FROM season s LEFT JOIN episode e ON e.season_id = s.id
  AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id))
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season
ORDER BY e.number, e.layer;

-- name: episode_by_code(guild, show, season, number)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb, e.synopsis, e.synopsis_credit
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND e.number = :number
  AND s.layer IN (0, :guild) AND (e.layer = 0 OR e.layer = :guild AND EXISTS (SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id))
ORDER BY e.layer;

-- name: episode_by_id(guild, episode)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb, e.synopsis, e.synopsis_credit,
    s.show_id, w.title AS show_title, w.credit AS show_credit,
    w.image AS show_image, w.image_credit AS show_image_credit
FROM episode e JOIN season s ON s.id = e.season_id JOIN show w ON w.id = s.show_id
WHERE e.id = :episode AND e.layer IN (0, :guild);

-- name: sources_of_episode(episode)
SELECT es.detail, so.id, so.outlet, so.title, so.url, so.origin
FROM episode_source es JOIN source so ON so.id = es.source_id
WHERE es.episode_id = :episode
ORDER BY es.detail, so.id;

-- name: seasons_of_show(guild, show)
SELECT s.number, MAX(s.episodes) AS episodes FROM season s
WHERE s.show_id = :show AND s.layer IN (0, :guild)
  AND (s.layer = 0 OR EXISTS (SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = s.id))
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
  AND a.shelf IN ('0 actor', '1 actor', '2 actor', '3 actor', '3 director', '3 writer', '3 crew')
ORDER BY p.id;

-- name: person_with_key(layer, key)^
SELECT id, name FROM person WHERE layer = :layer AND key = :key;

-- name: character_with_key(layer, show, key)^
SELECT id, name FROM character WHERE layer = :layer AND show_id = :show AND key = :key;

-- name: source_like(guild, outlet, url)^
-- A source on record by its outlet and address (or none), the server's own first.
SELECT id, outlet, title, url, origin FROM source
WHERE outlet = :outlet AND layer IN (0, :guild)
  AND (url = :url OR CAST(:url AS TEXT) IS NULL AND url IS NULL AND title IS NULL)
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
WHERE s.show_id = :show AND (CAST(:season AS BIGINT) IS NULL OR s.number = :season)
  AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: first_aired_after(guild, show, season)^
-- The first day on which an episode of a later season airs.
SELECT MIN(e.aired) AS day
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number > :season AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: first_episode(guild, show)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number > 0 AND s.layer IN (0, :guild)
  AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id))
ORDER BY s.number, e.number, e.layer
LIMIT 1;

-- name: current_episodes(guild, show, day, most)
-- The episodes of the last season that has begun by the day and of all later ones, and specials still to come.
WITH begun AS (
    SELECT MAX(s.number) AS number
    FROM season s JOIN episode e ON e.season_id = s.id
    WHERE s.show_id = :show AND s.number > 0 AND s.layer IN (0, :guild) AND e.layer IN (0, :guild) AND e.aired <= :day
)
SELECT e.id, s.number AS season, e.number, e.title, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild)
  AND (s.number >= COALESCE((SELECT number FROM begun), 0) OR s.number = 0 AND e.aired >= :day)
  AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id))
ORDER BY s.number, e.number, e.layer DESC
LIMIT :most;
