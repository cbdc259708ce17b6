-- What `python -m bot doctor` looks at. Each statement may read a whole table.

-- name: oldest()^
SELECT MAX(version) AS version FROM oldest_schema;

-- name: version()^
SELECT version_num FROM alembic_version;

-- name: wrong_heads(most)
-- A head is the newest numbered revision of its fact and layer. A layer that follows the base has none.
SELECT f.key, h.layer, 'another revision is the newest' AS fault
FROM head h JOIN fact f ON f.id = h.fact_id LEFT JOIN revision r ON r.id = h.revision_id
WHERE r.id IS NULL OR r.number IS NULL OR r.follows = 1 OR r.fact_id <> h.fact_id OR r.layer <> h.layer
   OR r.number < (SELECT MAX(n.number) FROM revision n WHERE n.fact_id = h.fact_id AND n.layer = h.layer)
UNION ALL
SELECT f.key, h.layer, 'it is filed under another show or kind' AS fault
FROM head h JOIN fact f ON f.id = h.fact_id
WHERE f.show_id <> h.show_id OR f.kind <> h.kind
UNION ALL
SELECT f.key, r.layer, 'no revision is marked as the newest' AS fault
FROM revision r JOIN fact f ON f.id = r.fact_id
WHERE r.number IS NOT NULL AND r.follows = 0
  AND r.number = (SELECT MAX(n.number) FROM revision n WHERE n.fact_id = r.fact_id AND n.layer = r.layer)
  AND NOT EXISTS (SELECT 1 FROM head h WHERE h.fact_id = r.fact_id AND h.layer = r.layer)
  -- What the bot left is deleted little by little, the heads first.
  AND NOT EXISTS (SELECT 1 FROM server s WHERE s.guild_id = r.layer AND s.left_at IS NOT NULL)
LIMIT :most;

-- name: wrong_about(most)
-- What the current facts are about must be what their revisions say.
SELECT f.key, w.layer, w.fault
FROM (
    SELECT DISTINCT m.fact_id, m.layer, 'it is missing where it should be found' AS fault
    FROM (SELECT v.* FROM about_row v EXCEPT SELECT a.* FROM about a) AS m
    UNION ALL
    SELECT DISTINCT m.fact_id, m.layer, 'it is found where it is no longer' AS fault
    FROM (SELECT a.* FROM about a EXCEPT SELECT v.* FROM about_row v) AS m
) AS w JOIN fact f ON f.id = w.fact_id
-- What the bot left is deleted little by little.
WHERE NOT EXISTS (SELECT 1 FROM server s WHERE s.guild_id = w.layer AND s.left_at IS NOT NULL)
LIMIT :most;

-- name: wrong_deliveries(most)
SELECT d.id, d.guild_id, CASE
    WHEN d.state IN ('sent', 'publishing') THEN 'it was posted, and its message is not recorded'
    WHEN d.state = 'sending' THEN 'nothing says when it is tried again'
    ELSE 'its state is unknown'
END AS fault
FROM delivery d
WHERE d.state IN ('sent', 'publishing') AND d.message_id IS NULL
   OR d.state = 'sending' AND d.lease_until IS NULL
   OR d.state NOT IN ('waiting', 'sending', 'publishing', 'sent', 'failed', 'skipped')
ORDER BY d.id LIMIT :most;

-- name: layers()
-- Each show with the layers that have facts or names of it.
SELECT DISTINCT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit, l.layer
FROM (SELECT show_id, layer FROM head UNION SELECT show_id, layer FROM alias) AS l JOIN show s ON s.id = l.show_id
ORDER BY s.id, l.layer;

-- name: facts_of_layer(show, layer)
SELECT v.* FROM head h JOIN fact_row v ON v.revision_id = h.revision_id
WHERE h.show_id = :show AND h.layer = :layer AND v.retired = 0;

-- name: names_of_layer(show, layer)
SELECT shelf, thing_id, name, folded, word, known_from, spoils FROM alias WHERE show_id = :show AND layer = :layer;

-- What the bot could not do lately.

-- name: failing_feeds(before, most)
SELECT f.url, f.failing_since, f.trouble FROM feed f
WHERE f.failing_since <= :before
  AND EXISTS (
      SELECT 1 FROM subscription s LEFT JOIN server v ON v.guild_id = s.guild_id
      WHERE s.feed_id = f.id AND s.paused = 0 AND v.left_at IS NULL
  )
ORDER BY f.failing_since, f.id LIMIT :most;

-- name: troubled_places(most)
SELECT a.guild_id, t.channel_id, t.trouble
FROM target t JOIN announcement a ON a.id = t.announcement_id LEFT JOIN server v ON v.guild_id = a.guild_id
WHERE a.state = 'active' AND t.trouble IS NOT NULL AND v.left_at IS NULL
ORDER BY a.guild_id, t.channel_id, t.id LIMIT :most;

-- name: overdue_posts(before, most)
-- Planned or not, as `overdue` of deliveries.sql.
SELECT due.guild_id, COUNT(*) AS posts, MIN(due.moment) AS since FROM (
    SELECT guild_id, due_at AS moment FROM delivery WHERE state IN ('waiting', 'sending') AND due_at < :before
    UNION ALL
    SELECT a.guild_id, a.next_due AS moment FROM announcement a JOIN target t ON t.announcement_id = a.id
    WHERE a.state = 'active' AND a.next_due < :before AND t.paused = 0
) AS due
GROUP BY due.guild_id ORDER BY since, due.guild_id LIMIT :most;
