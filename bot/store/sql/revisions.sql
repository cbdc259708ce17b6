-- Revisions are only ever added. `head` points at the newest of each layer.

-- name: base_facts(show)
SELECT v.* FROM head h JOIN fact_row v ON v.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer = 0;

-- name: base_heads(show)
SELECT f.key, f.id AS fact_id, r.id AS revision_id, r.number, r.retired
FROM fact f JOIN head h ON h.fact_id = f.id AND h.layer = 0 JOIN revision r ON r.id = h.revision_id
WHERE f.show_id = :show AND f.layer = 0;

-- name: next_number(fact, layer)^
SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision WHERE fact_id = :fact AND layer = :layer;

-- name: add_revision(id, fact, layer, number, change, made_at, made_by, reason, base_revision, retired, statement, character, billing, released, set_size, spoils, settled_by, outcome)!
INSERT INTO revision (
    id, fact_id, layer, number, change, made_at, made_by, reason, base_revision_id, retired,
    statement, character_id, billing, released, set_size, spoils_id, settled_by, outcome
) VALUES (
    :id, :fact, :layer, :number, :change, :made_at, :made_by, :reason, :base_revision, :retired,
    :statement, :character, :billing, :released, :set_size, :spoils, :settled_by, :outcome
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

-- name: set_head(fact, layer, revision, show, kind, latest_news)!
INSERT INTO head (fact_id, layer, revision_id, show_id, kind, latest_news)
VALUES (:fact, :layer, :revision, :show, :kind, :latest_news)
ON CONFLICT (fact_id, layer) DO UPDATE SET
    revision_id = excluded.revision_id, kind = excluded.kind, latest_news = excluded.latest_news;
