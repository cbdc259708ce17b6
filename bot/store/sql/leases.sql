-- What one process at a time does. A lease that ran out, or that its holder gave back, is anybody's.

-- name: take(name, holder, now, until, latest)^
-- Only one of several processes gets the row. A later end than any lease has is from before the clock was set back.
INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE lease.until <= :now OR lease.until > :latest OR lease.holder = excluded.holder
RETURNING name;

-- name: give_back(name, holder)!
DELETE FROM lease WHERE name = :name AND holder = :holder;

-- name: free_at(name)^
SELECT until FROM lease WHERE name = :name;
