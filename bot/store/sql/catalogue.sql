-- name: episodes_of_season(guild, show, season)
SELECT e.id, s.number AS season, e.number, e.title, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
ORDER BY e.number;

-- name: episode_by_code(guild, show, season, number)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number = :season AND e.number = :number
  AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
ORDER BY e.layer DESC;

-- name: episode_by_id(guild, episode)^
SELECT e.id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb, s.show_id, w.title AS show_title
FROM episode e JOIN season s ON s.id = e.season_id JOIN show w ON w.id = s.show_id
WHERE e.id = :episode AND e.layer IN (0, :guild);

-- name: sources_of_episode(episode)
SELECT es.detail, so.id, so.outlet, so.title, so.url
FROM episode_source es JOIN source so ON so.id = es.source_id
WHERE es.episode_id = :episode
ORDER BY es.detail, so.id;

-- name: seasons_of_show(guild, show)
SELECT number, MAX(episodes) AS episodes FROM season
WHERE show_id = :show AND layer IN (0, :guild)
GROUP BY number ORDER BY number;

-- name: base_seasons(show)
SELECT id, number FROM season WHERE show_id = :show AND layer = 0;

-- name: counts()^
SELECT (SELECT COUNT(*) FROM show WHERE layer = 0) AS shows, (SELECT COUNT(*) FROM fact WHERE layer = 0) AS facts;
