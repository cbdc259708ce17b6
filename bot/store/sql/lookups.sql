-- name: web_copy(url)^
SELECT etag, last_modified, body, fetched_at FROM web_copy WHERE url = :url;

-- name: keep_copy(url, etag, last_modified, body, fetched_at)!
INSERT INTO web_copy (url, etag, last_modified, body, fetched_at)
VALUES (:url, :etag, :last_modified, :body, :fetched_at)
ON CONFLICT (url) DO UPDATE SET
    etag = excluded.etag, last_modified = excluded.last_modified, body = excluded.body,
    fetched_at = excluded.fetched_at;

-- name: add_lookup(id, guild, tvmaze, title, state, by, at)!
INSERT INTO lookup (id, guild_id, tvmaze, title, state, asked_by, asked_at)
VALUES (:id, :guild, :tvmaze, :title, :state, :by, :at);

-- name: end_lookup(id, guild, state)^
UPDATE lookup SET state = :state WHERE id = :id AND guild_id = :guild AND state = 'running' RETURNING id;

-- name: lookups_since(guild, since)
SELECT id, guild_id, tvmaze, title, state, asked_by, asked_at FROM lookup
WHERE guild_id = :guild AND asked_at >= :since ORDER BY asked_at;

-- name: running_lookups(shards, first_shard, last_shard, most)
SELECT id, guild_id, tvmaze, title, state, asked_by, asked_at FROM lookup
WHERE state = 'running' AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY asked_at LIMIT :most;

-- name: show_by_tvmaze(guild, tvmaze)^
SELECT id AS show_id, title AS show_title, credit AS show_credit,
    image AS show_image, image_credit AS show_image_credit
FROM show
WHERE tvmaze = :tvmaze AND layer IN (0, :guild) ORDER BY layer, id LIMIT 1;

-- name: chosen_shows(most)
SELECT DISTINCT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit, s.tvmaze, p.loaded_at
FROM server v
JOIN show s ON s.id = v.show_id
JOIN pack p ON p.show_id = s.id AND p.key = 'tvmaze:' || s.tvmaze
WHERE v.left_at IS NULL AND s.layer = 0
ORDER BY p.loaded_at, s.id
LIMIT :most;

-- name: note_taken(origin, now)!
UPDATE pack SET loaded_at = :now WHERE key = :origin;

-- name: overtaken(show, since)
-- Facts that servers changed and that have a newer revision in the base.
SELECT o.layer AS guild_id, COUNT(*) AS facts
FROM head b
JOIN head o ON o.fact_id = b.fact_id AND o.layer <> 0
JOIN revision r ON r.id = o.revision_id
WHERE b.show_id = :show AND b.layer = 0 AND b.revision_id >= :since
  AND r.base_revision_id IS NOT NULL AND r.base_revision_id <> b.revision_id
GROUP BY o.layer;
