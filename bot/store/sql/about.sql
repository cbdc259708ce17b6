-- The table `about`: what the current facts of each layer are about. The view about_row makes its rows from `head`.

-- name: forget(fact, layer)*!
-- The columns of the key have values, so that this looks up a few rows, however many facts are about the thing.
DELETE FROM about
WHERE layer = :layer AND fact_id = :fact AND rank IN (0, 1, 2, 3)
  AND kind = (SELECT h.kind FROM head h WHERE h.fact_id = :fact AND h.layer = :layer)
  AND thing_id IN (SELECT v.thing_id FROM about_row v WHERE v.fact_id = :fact AND v.layer = :layer);

-- name: add(fact, layer)*!
INSERT INTO about (
    layer, thing_id, kind, part, rank, fact_id, revision_id, known_from, latest_news, person_id, character_id,
    settled_by
)
SELECT DISTINCT
    v.layer, v.thing_id, v.kind, v.part, v.rank, v.fact_id, v.revision_id, v.known_from, v.latest_news, v.person_id,
    v.character_id, v.settled_by
FROM about_row v WHERE v.fact_id = :fact AND v.layer = :layer;

-- name: of_batch(batch)
SELECT DISTINCT fact_id AS fact FROM revision WHERE batch_id = :batch;
