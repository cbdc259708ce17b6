-- name: stale(guild, show, before, most, skip)
-- Facts that nobody has touched or looked at since a day, and that no confirmation settles; rumours first.
SELECT h.fact_id
FROM head h
JOIN revision r ON r.id = h.revision_id
LEFT JOIN second_look k ON k.guild_id = :guild AND k.fact_id = h.fact_id
WHERE h.show_id = :show AND r.retired = 0 AND r.settled_by IS NULL AND r.made_at < :before
  AND (k.looked_at IS NULL OR k.looked_at < :before)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.revision_id = r.id AND c.weight = 3)
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
ORDER BY EXISTS (SELECT 1 FROM claim c WHERE c.revision_id = r.id AND c.weight = 2),
    COALESCE(k.looked_at, r.made_at), h.fact_id
LIMIT :most OFFSET :skip;

-- name: moved_on(guild, most)
-- Facts of which the server has its own words over a revision of the base that is no longer the base's newest.
SELECT o.fact_id
FROM head o
JOIN revision r ON r.id = o.revision_id
JOIN head b ON b.fact_id = o.fact_id AND b.layer = 0
WHERE o.layer = :guild AND o.layer <> 0 AND r.base_revision_id IS NOT NULL AND r.base_revision_id <> b.revision_id
ORDER BY o.fact_id
LIMIT :most;

-- name: look(guild, fact, by, now)!
INSERT INTO second_look (guild_id, fact_id, looked_by, looked_at) VALUES (:guild, :fact, :by, :now)
ON CONFLICT (guild_id, fact_id) DO UPDATE SET looked_by = excluded.looked_by, looked_at = excluded.looked_at;
