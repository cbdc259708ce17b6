-- Revisions are only ever added. `head` points at the newest of each layer. `made_by` is NULL for a suggestion that came
-- from feeds, and 0 for a former member.

-- name: base_facts(show)
SELECT v.* FROM head h JOIN fact_row v ON v.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer = 0;

-- name: base_heads(show)
SELECT f.key, f.id AS fact_id, r.id AS revision_id, r.number, r.retired
FROM fact f JOIN head h ON h.fact_id = f.id AND h.layer = 0 JOIN revision r ON r.id = h.revision_id
WHERE f.show_id = :show AND f.layer = 0;

-- name: next_number(fact, layer)^
SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision WHERE fact_id = :fact AND layer = :layer;

-- name: add_revisions(id, fact, layer, number, change, made_at, made_by, reason, base_revision, retired, batch, statement, character, billing, released, set_size, state, job, spoils, settled_by, outcome)*!
INSERT INTO revision (
    id, fact_id, layer, number, change, made_at, made_by, reason, base_revision_id, retired, batch_id,
    statement, character_id, billing, released, set_size, state, job, spoils_id, settled_by, outcome
) VALUES (
    :id, :fact, :layer, :number, :change, :made_at, :made_by, :reason, :base_revision, :retired, :batch,
    :statement, :character, :billing, :released, :set_size, :state, :job, :spoils, :settled_by, :outcome
);

-- name: add_credits(revision, position, person)*!
INSERT INTO credit (revision_id, position, person_id) VALUES (:revision, :position, :person);

-- name: add_scopes(revision, position, season, episode)*!
INSERT INTO scope (revision_id, position, season_id, episode_id) VALUES (:revision, :position, :season, :episode);

-- name: add_claims(revision, position, source, weight, supports, published, counts_from, speaker, via, note)*!
INSERT INTO claim (
    revision_id, position, source_id, weight, supports, published, counts_from, speaker, via, note
) VALUES (
    :revision, :position, :source, :weight, :supports, :published, :counts_from, :speaker, :via, :note
);

-- name: set_heads(fact, layer, revision, show, kind, latest_news)*!
INSERT INTO head (fact_id, layer, revision_id, show_id, kind, latest_news)
VALUES (:fact, :layer, :revision, :show, :kind, :latest_news)
ON CONFLICT (fact_id, layer) DO UPDATE SET
    revision_id = excluded.revision_id, kind = excluded.kind, latest_news = excluded.latest_news;

-- name: misfiled(show)
SELECT h.fact_id, h.layer
FROM fact f JOIN head h ON h.fact_id = f.id
WHERE f.show_id = :show AND h.kind <> f.kind;

-- name: refile(fact, layer)*!
UPDATE head SET kind = (SELECT f.kind FROM fact f WHERE f.id = :fact), latest_news = (
    SELECT MAX(k.counts_from) FROM claim k JOIN fact f ON f.id = :fact
    WHERE k.revision_id = head.revision_id AND (k.published IS NOT NULL OR f.kind IN ('news', 'renewal', 'crew')))
WHERE fact_id = :fact AND layer = :layer;

-- name: fill_in(fact, statement, state, job)*!
UPDATE revision SET state = :state, job = :job
WHERE fact_id = :fact AND layer <> 0 AND state IS NULL AND job IS NULL AND statement = :statement;

-- name: forget_head(fact, layer)!
DELETE FROM head WHERE fact_id = :fact AND layer = :layer;

-- name: copy_revision(source, id, layer, number, change, made_at, made_by, reason, base_revision, retired, follows)!
INSERT INTO revision (
    id, fact_id, layer, number, change, made_at, made_by, reason, base_revision_id, retired, follows,
    statement, character_id, billing, released, set_size, state, job, spoils_id, settled_by, outcome
)
SELECT
    :id, fact_id, :layer, :number, :change, :made_at, :made_by, :reason, :base_revision, :retired, :follows,
    statement, character_id, billing, released, set_size, state, job, spoils_id, settled_by, outcome
FROM revision WHERE id = :source;

-- name: copy_credits(source, id)!
INSERT INTO credit (revision_id, position, person_id)
SELECT :id, position, person_id FROM credit WHERE revision_id = :source;

-- name: copy_scopes(source, id)!
INSERT INTO scope (revision_id, position, season_id, episode_id)
SELECT :id, position, season_id, episode_id FROM scope WHERE revision_id = :source;

-- name: copy_claims(source, id)!
INSERT INTO claim (revision_id, position, source_id, weight, supports, published, counts_from, speaker, via, note)
SELECT :id, position, source_id, weight, supports, published, counts_from, speaker, via, note
FROM claim WHERE revision_id = :source;

-- name: add_fact(id, show, layer, key, kind)!
INSERT INTO fact (id, show_id, layer, key, kind) VALUES (:id, :show, :layer, :key, :kind);

-- name: fact_key(guild, fact)^
SELECT key FROM fact WHERE id = :fact AND layer IN (0, :guild);

-- name: current_revision(guild, fact)^
SELECT r.id, r.layer, r.number, r.change, r.made_at, r.made_by, r.reason, r.base_revision_id, r.retired, r.follows,
    r.batch_id, (
        SELECT COALESCE(NULLIF(s.made_by, 0), (SELECT MIN(b.user_id) FROM backer b WHERE b.revision_id = s.id), s.made_by)
        FROM proposal p JOIN revision s ON s.id = p.revision_id
        WHERE p.became_id = r.id AND p.suggested = 1
    ) AS suggested_by
FROM head h JOIN revision r ON r.id = h.revision_id
WHERE h.fact_id = :fact AND h.layer IN (0, :guild)
ORDER BY h.layer DESC
LIMIT 1;

-- name: revision_by_id(guild, revision)^
SELECT r.id, r.layer, r.number, r.change, r.made_at, r.made_by, r.reason, r.base_revision_id, r.retired, r.follows,
    r.batch_id, (
        SELECT COALESCE(NULLIF(s.made_by, 0), (SELECT MIN(b.user_id) FROM backer b WHERE b.revision_id = s.id), s.made_by)
        FROM proposal p JOIN revision s ON s.id = p.revision_id
        WHERE p.became_id = r.id AND p.suggested = 1
    ) AS suggested_by
FROM revision r
WHERE r.id = :revision AND r.layer IN (0, :guild);

-- name: history(guild, fact, most, skip)
SELECT r.id, r.layer, r.number, r.change, r.made_at, r.made_by, r.reason, r.base_revision_id, r.retired, r.follows,
    r.batch_id, (
        SELECT COALESCE(NULLIF(s.made_by, 0), (SELECT MIN(b.user_id) FROM backer b WHERE b.revision_id = s.id), s.made_by)
        FROM proposal p JOIN revision s ON s.id = p.revision_id
        WHERE p.became_id = r.id AND p.suggested = 1
    ) AS suggested_by
FROM revision r
WHERE r.fact_id = :fact AND r.layer IN (0, :guild) AND r.number IS NOT NULL
ORDER BY r.made_at DESC, r.layer DESC, r.number DESC
LIMIT :most OFFSET :skip;

-- name: revision_by_number(layer, fact, number)^
SELECT r.id, r.layer, r.number, r.change, r.made_at, r.made_by, r.reason, r.base_revision_id, r.retired, r.follows,
    r.batch_id, (
        SELECT COALESCE(NULLIF(s.made_by, 0), (SELECT MIN(b.user_id) FROM backer b WHERE b.revision_id = s.id), s.made_by)
        FROM proposal p JOIN revision s ON s.id = p.revision_id
        WHERE p.became_id = r.id AND p.suggested = 1
    ) AS suggested_by
FROM revision r
WHERE r.fact_id = :fact AND r.layer = :layer AND r.number = :number;

-- name: own_revisions(guild, fact, most)
SELECT r.id, r.layer, r.number, r.change, r.made_at, r.made_by, r.reason, r.base_revision_id, r.retired, r.follows,
    r.batch_id, (
        SELECT COALESCE(NULLIF(s.made_by, 0), (SELECT MIN(b.user_id) FROM backer b WHERE b.revision_id = s.id), s.made_by)
        FROM proposal p JOIN revision s ON s.id = p.revision_id
        WHERE p.became_id = r.id AND p.suggested = 1
    ) AS suggested_by
FROM revision r
WHERE r.fact_id = :fact AND r.layer = :guild AND r.number IS NOT NULL
ORDER BY r.number DESC
LIMIT :most;

-- name: mark_reviewed(guild, fact, by, now)!
INSERT INTO second_look (guild_id, fact_id, looked_by, looked_at) VALUES (:guild, :fact, :by, :now)
ON CONFLICT (guild_id, fact_id) DO UPDATE SET looked_by = excluded.looked_by, looked_at = excluded.looked_at;
