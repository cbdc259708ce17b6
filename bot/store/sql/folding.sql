-- How far the names are folded anew since `fold` has changed. There is one row, and it is only moved on.

-- name: state()^
SELECT version, reached, until FROM folding;

-- name: begin(version)!
UPDATE folding SET version = :version, reached = 0, until = (SELECT COALESCE(MAX(a.id), 0) FROM alias a)
WHERE version < :version;

-- name: move(reached)!
UPDATE folding SET reached = :reached;

-- name: waiting(reached, until, most)
-- In the order in which they were written, so that a thing's names mostly come together. Seasons' are never folded.
SELECT id, show_id, layer, thing_id FROM alias
WHERE id > :reached AND id <= :until AND shelf <> '0 season'
ORDER BY id
LIMIT :most;

-- name: names_of(show, layer, thing)
-- By the thing: `layer + 0` keeps SQLite from going through all names of the show.
SELECT shelf, thing_id, name, folded, word, known_from, spoils FROM alias
WHERE thing_id = :thing AND layer + 0 = :layer AND show_id = :show;
