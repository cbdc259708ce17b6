-- All that a server sees of a show. A server's own head hides the base's.

-- name: show_by_id(guild, show)^
SELECT id, layer, key, title, network, imdb, tvmaze, credit, image, image_credit
FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: show_by_key(guild, key)^
SELECT id, layer, key, title, network, imdb, tvmaze, credit, image, image_credit
FROM show WHERE key = :key AND layer IN (0, :guild)
ORDER BY layer LIMIT 1;

-- name: shows_named(guild, folded)
SELECT DISTINCT s.id, s.layer, s.key, s.title, s.network, s.imdb, s.tvmaze, s.credit, s.image, s.image_credit
FROM alias a JOIN show s ON s.id = a.thing_id
WHERE a.shelf = '0 show' AND a.folded = :folded AND a.word = 0 AND a.layer IN (0, :guild) AND s.layer IN (0, :guild)
LIMIT 2;

-- name: facts_in_view(guild, show, kind, after, most)
-- A page of the facts of a kind, those that are retired too.
WITH page AS (
    SELECT h.fact_id, h.revision_id
    FROM head h
    WHERE h.show_id = :show AND h.kind = :kind AND h.fact_id > :after AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id
    LIMIT :most
)
SELECT v.*, f.key AS fact_key, f.layer AS fact_layer, r.layer AS revision_layer, r.base_revision_id
FROM page
CROSS JOIN fact_row v
CROSS JOIN fact f
CROSS JOIN revision r
WHERE v.revision_id = page.revision_id AND f.id = page.fact_id AND r.id = page.revision_id
ORDER BY page.fact_id;

-- name: seasons_in_view(guild, show)
-- `in_use` is 0 for a server's own season that no current fact is about.
SELECT s.id, s.layer, s.number, s.episodes, s.layer = 0 OR EXISTS (
        SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = s.id) AS in_use
FROM season s
WHERE s.show_id = :show AND s.layer IN (0, :guild)
ORDER BY s.number, s.layer;

-- name: episodes_in_view(guild, show)
SELECT e.id, e.layer, e.season_id, s.number AS season, e.number, e.title, e.aired, e.runtime, e.imdb,
    e.synopsis, e.synopsis_credit,
    e.layer = 0 OR EXISTS (
        SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id) AS in_use
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
ORDER BY s.number, e.number, e.layer;

-- name: detail_sources_in_view(guild, show)
SELECT es.episode_id, es.detail, so.id AS source_id, so.outlet, so.title, so.url, so.origin
FROM season s
JOIN episode e ON e.season_id = s.id
JOIN episode_source es ON es.episode_id = e.id
JOIN source so ON so.id = es.source_id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
ORDER BY es.episode_id, es.detail, so.id;

-- name: people_in_view(guild, show)
SELECT p.id, p.layer, p.key, p.name
FROM person p
WHERE p.id IN (
    SELECT c.person_id FROM head h JOIN credit c ON c.revision_id = h.revision_id
    WHERE h.show_id = :show AND h.layer IN (0, :guild))
ORDER BY p.layer, p.id;

-- name: characters_in_view(guild, show)
SELECT c.id, c.layer, c.key, c.name, s.number AS spoils_season, e.number AS spoils_number
FROM character c
LEFT JOIN episode e ON e.id = c.spoils_id
LEFT JOIN season s ON s.id = e.season_id
WHERE c.show_id = :show AND c.layer IN (0, :guild)
ORDER BY c.layer, c.id;

-- name: sources_in_view(guild, show)
SELECT so.id, so.layer, so.key
FROM source so
WHERE so.id IN (
    SELECT k.source_id FROM head h JOIN claim k ON k.revision_id = h.revision_id
    WHERE h.show_id = :show AND h.layer IN (0, :guild)
    UNION
    SELECT es.source_id FROM season s JOIN episode e ON e.season_id = s.id JOIN episode_source es ON es.episode_id = e.id
    WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild))
ORDER BY so.layer, so.id;

-- name: whole_names(guild, show, shelf)
-- The keys of all whole names on one shelf.
SELECT DISTINCT thing_id, folded FROM alias
WHERE show_id = :show AND shelf = :shelf AND word = 0 AND layer IN (0, :guild)
ORDER BY thing_id, folded;

-- name: person_by_key(guild, key)
SELECT id, layer, key, name FROM person WHERE key = :key AND layer IN (0, :guild) ORDER BY layer;

-- name: source_by_key(guild, key)^
SELECT id FROM source WHERE key = :key AND layer = :guild;
