-- Whose posts must be looked at because something changed: a server's (`layer`), or (layer 0) those of all servers that
-- follow a show; show 0 is everybody's. The rows stay: a change that is saved during a look is counted after it.

-- name: add(guild, show)*!
INSERT INTO look (layer, show_id, changes) VALUES (:guild, :show, 1)
ON CONFLICT (layer, show_id) DO UPDATE SET changes = look.changes + 1;

-- name: waiting(after, shards, first_shard, last_shard, most)
-- A page of the servers of some shards, and one of the others. Both are read from the index of what waits.
SELECT servers.layer, servers.show_id, servers.changes FROM (
    SELECT layer, show_id, changes FROM look
    WHERE changes > looked AND layer > :after AND layer > 0
      AND (layer >> 22) % :shards BETWEEN :first_shard AND :last_shard
    ORDER BY layer, show_id LIMIT :most
) servers
UNION ALL
SELECT everybody.layer, everybody.show_id, everybody.changes FROM (
    SELECT layer, show_id, changes FROM look
    WHERE changes > looked AND layer < 1
    ORDER BY layer, show_id LIMIT 1
) everybody;

-- name: daily(today)^
SELECT layer, show_id, changes FROM look WHERE layer = 0 AND show_id = 0 AND looked_on < :today;

-- name: done(guild, show, changes, today)!
UPDATE look SET looked = :changes, looked_on = :today
WHERE layer = :guild AND show_id = :show AND looked <= :changes;

-- name: followers(show, after, most)
-- What has no show yet may follow any.
SELECT guild_id FROM announcement
WHERE kind IN ('news', 'digest', 'countdown') AND show_id = :show AND guild_id > :after
UNION
SELECT guild_id FROM announcement
WHERE kind IN ('news', 'digest', 'countdown') AND show_id IS NULL AND guild_id > :after
ORDER BY guild_id LIMIT :most;

-- name: announcers(after, most)
SELECT DISTINCT guild_id FROM announcement WHERE guild_id > :after ORDER BY guild_id LIMIT :most;
