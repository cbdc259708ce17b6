-- How far members have watched a show, and how far answers go in a server's channels and categories (place 0: in all).

-- name: seen_by(user, show)^
SELECT season, number FROM seen WHERE user_id = :user AND show_id = :show;

-- name: all_seen_by(user)
SELECT b.season, b.number, s.id AS show_id, s.title AS show_title, s.credit AS show_credit, s.image AS show_image,
    s.image_credit AS show_image_credit
FROM seen b JOIN show s ON s.id = b.show_id
WHERE b.user_id = :user
ORDER BY s.title, s.id;

-- name: count_seen(user)^
SELECT COUNT(*) AS found FROM seen WHERE user_id = :user;

-- name: set_seen(user, show, season, number, now)!
INSERT INTO seen (user_id, show_id, season, number, changed_at) VALUES (:user, :show, :season, :number, :now)
ON CONFLICT (user_id, show_id) DO UPDATE SET
    season = excluded.season, number = excluded.number, changed_at = excluded.changed_at;

-- name: forget_seen(user, show)
DELETE FROM seen WHERE user_id = :user AND show_id = :show RETURNING show_id;

-- name: places(guild, show)
SELECT place_id, season, number FROM boundary WHERE guild_id = :guild AND show_id = :show;

-- name: reach(guild, show, user)
-- All that decides how far an answer goes: the member's boundary, those of the server's places, its days and its zone.
SELECT 'member' AS whose, 0 AS place, s.season, s.number, '' AS timezone
FROM seen s
WHERE s.user_id = :user AND s.show_id = :show
UNION ALL
SELECT 'place' AS whose, b.place_id AS place, b.season, b.number, '' AS timezone
FROM boundary b
WHERE b.guild_id = :guild AND b.show_id = :show
UNION ALL
SELECT 'server' AS whose, v.spoiler_days AS place, 0 AS season, 0 AS number, v.timezone
FROM server v
WHERE v.guild_id = :guild;

-- name: of_server(guild)
-- Those of the whole server come first.
SELECT b.place_id, b.season, b.number, s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit
FROM boundary b JOIN show s ON s.id = b.show_id
WHERE b.guild_id = :guild
ORDER BY b.place_id, s.title, s.id;

-- name: count_of_server(guild)^
SELECT COUNT(*) AS found FROM boundary WHERE guild_id = :guild;

-- name: set_place(guild, place, show, season, number, now)!
INSERT INTO boundary (guild_id, place_id, show_id, season, number, changed_at)
VALUES (:guild, :place, :show, :season, :number, :now)
ON CONFLICT (guild_id, place_id, show_id) DO UPDATE SET
    season = excluded.season, number = excluded.number, changed_at = excluded.changed_at;

-- name: forget_boundary(guild, place, show)
DELETE FROM boundary WHERE guild_id = :guild AND place_id = :place AND show_id = :show RETURNING show_id;

-- name: forget_place(guild, place)
DELETE FROM boundary WHERE guild_id = :guild AND place_id = :place AND place_id <> 0 RETURNING show_id;

-- name: places_after(guild, place, most)
-- The channels and categories with a boundary, in all servers, by server and id.
SELECT DISTINCT guild_id, place_id FROM boundary
WHERE (guild_id, place_id) > (:guild, :place) AND place_id <> 0
ORDER BY guild_id, place_id
LIMIT :most;

-- name: days(guild)^
SELECT spoiler_days FROM server WHERE guild_id = :guild;

-- name: set_days(guild, days, now)!
INSERT INTO server (guild_id, spoiler_days, changed_at) VALUES (:guild, :days, :now)
ON CONFLICT (guild_id) DO UPDATE SET spoiler_days = excluded.spoiler_days, changed_at = excluded.changed_at;

-- name: episodes_after(guild, show, season, number, most)
-- The first episodes behind a place in the show; those of a server's own only while a current fact is about them.
SELECT DISTINCT s.number AS season, e.number
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.number > 0 AND s.layer IN (0, :guild)
  AND (s.number > :season OR s.number = :season AND e.number > :number)
  AND (e.layer = 0 OR e.layer = :guild AND EXISTS (
      SELECT 1 FROM about a WHERE a.layer = :guild AND a.thing_id = e.id))
ORDER BY s.number, e.number
LIMIT :most;
