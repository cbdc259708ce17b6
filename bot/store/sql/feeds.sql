-- Feeds, the servers that follow them, and the stories that they brought. A subscription is active unless it is paused
-- or the bot has left its server.

-- name: add_feed(id, url, title, etag, last_modified, every_minutes, next_look, read_at)!
INSERT INTO feed (id, url, title, etag, last_modified, every_minutes, next_look, read_at)
VALUES (:id, :url, :title, :etag, :last_modified, :every_minutes, :next_look, :read_at);

-- name: save_feed(id, title, etag, last_modified, every_minutes, next_look, read_at, failures, failing_since, trouble)!
UPDATE feed SET
    title = :title, etag = :etag, last_modified = :last_modified, every_minutes = :every_minutes,
    next_look = :next_look, read_at = :read_at, failures = :failures, failing_since = :failing_since,
    trouble = :trouble, lease_until = NULL
WHERE id = :id;

-- name: feed_by_id(id)^
SELECT f.id AS feed_id, f.* FROM feed f WHERE f.id = :id;

-- name: feed_by_url(url)^
SELECT f.id AS feed_id, f.* FROM feed f WHERE f.url = :url;

-- name: next_in_turn(after, until, now, latest_lease, places, most)^
-- Of the feeds that are due in this stretch of time and the servers that have a place free: the server whose last turn
-- ended longest ago. A turn that is under way ends in the future, so servers without one come first. A feed that several
-- servers follow is due for each of them, and is read in one's turn. The inner order is that of the indexes, so no more
-- than `most` rows are weighed.
WITH weighed AS (
    SELECT s.guild_id, f.id AS feed_id, f.next_look, s.id AS subscription_id
    FROM feed f JOIN subscription s ON s.feed_id = f.id LEFT JOIN server v ON v.guild_id = s.guild_id
    WHERE f.next_look > :after AND f.next_look <= :until
      AND (f.lease_until IS NULL OR f.lease_until <= :now OR f.lease_until > :latest_lease)
      AND s.paused = 0 AND v.left_at IS NULL
      AND (
          SELECT COUNT(*) FROM feed_turn t
          WHERE t.guild_id = s.guild_id AND t.until > :now AND t.until <= :latest_lease
      ) < :places
    ORDER BY f.next_look, f.id, s.id
    LIMIT :most
)
SELECT w.guild_id, w.feed_id
FROM weighed w
ORDER BY COALESCE((
    SELECT MAX(t.until) FROM feed_turn t WHERE t.guild_id = w.guild_id AND t.until <= :latest_lease
), ''), w.next_look, w.feed_id, w.subscription_id
LIMIT 1;

-- name: take_place(guild, place, now, until)^
-- A place is free after the moment in it. A later one than any lease's end is from before the clock was set back.
INSERT INTO feed_turn (guild_id, place, until) VALUES (:guild, :place, :until)
ON CONFLICT (guild_id, place) DO UPDATE SET until = excluded.until
WHERE feed_turn.until <= :now OR feed_turn.until > excluded.until
RETURNING place;

-- name: leave_place(guild, place, until, now)!
UPDATE feed_turn SET until = :now WHERE guild_id = :guild AND place = :place AND until = :until;

-- name: claim(id, now, latest, until)^
UPDATE feed SET lease_until = :until
WHERE id = :id AND (next_look <= :now OR next_look > :latest)
  AND (lease_until IS NULL OR lease_until <= :now OR lease_until > :until)
RETURNING id AS feed_id, *;

-- name: look_by(id, moment)!
UPDATE feed SET next_look = :moment WHERE id = :id AND next_look > :moment;

-- name: forget_unfollowed(id)!
DELETE FROM feed WHERE id = :id AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.feed_id = feed.id);

-- name: marks(feed)
SELECT mark, seen_at FROM feed_mark WHERE feed_id = :feed;

-- name: note_marks(feed, mark, now)*!
INSERT INTO feed_mark (feed_id, mark, seen_at) VALUES (:feed, :mark, :now)
ON CONFLICT (feed_id, mark) DO UPDATE SET seen_at = excluded.seen_at;

-- name: count_marks(feed)^
SELECT COUNT(*) AS marks FROM feed_mark WHERE feed_id = :feed;

-- name: forget_marks(feed, too_many)!
-- Those that were seen longest ago.
DELETE FROM feed_mark WHERE feed_id = :feed AND mark IN (
    SELECT mark FROM feed_mark WHERE feed_id = :feed ORDER BY seen_at, mark LIMIT :too_many
);

-- name: add_subscription(id, feed, guild, announcement, by, now)!
INSERT INTO subscription (id, feed_id, guild_id, announcement_id, made_by, made_at, changed_by)
VALUES (:id, :feed, :guild, :announcement, :by, :now, :by);

-- name: subscriptions(guild, id)
-- All of a server's, or (with an id) one.
SELECT s.*, s.id AS subscription_id, f.url, f.title, f.etag, f.last_modified, f.every_minutes, f.next_look, f.read_at,
    f.failures, f.failing_since, f.trouble, t.channel_id, t.trouble AS channel_trouble, (
        SELECT COUNT(DISTINCT i.story_id) FROM story_item i JOIN proposal p ON p.revision_id = i.story_id
        WHERE i.subscription_id = s.id AND p.state = 'open'
    ) AS waiting
FROM subscription s JOIN feed f ON f.id = s.feed_id LEFT JOIN target t ON t.announcement_id = s.announcement_id
WHERE s.guild_id = :guild AND s.id = COALESCE(:id, s.id)
ORDER BY s.id;

-- name: active(feed)
SELECT s.*, s.id AS subscription_id, f.url, f.title, f.etag, f.last_modified, f.every_minutes, f.next_look, f.read_at,
    f.failures, f.failing_since, f.trouble, t.channel_id, t.trouble AS channel_trouble, 0 AS waiting
FROM subscription s JOIN feed f ON f.id = s.feed_id LEFT JOIN target t ON t.announcement_id = s.announcement_id
LEFT JOIN server v ON v.guild_id = s.guild_id
WHERE s.feed_id = :feed AND s.paused = 0 AND v.left_at IS NULL
ORDER BY s.id;

-- name: count(guild)^
SELECT COUNT(*) AS feeds FROM subscription WHERE guild_id = :guild;

-- name: follows(guild, feed)^
SELECT id FROM subscription WHERE guild_id = :guild AND feed_id = :feed;

-- name: set_paused(id, paused, fresh, by)!
UPDATE subscription SET paused = :paused, fresh = :fresh, changed_by = :by WHERE id = :id;

-- name: set_fresh(guild)!
UPDATE subscription SET fresh = 1 WHERE guild_id = :guild;

-- name: begin(feed)!
UPDATE subscription SET fresh = 0
WHERE feed_id = :feed AND fresh = 1 AND paused = 0
  AND NOT EXISTS (SELECT 1 FROM server v WHERE v.guild_id = subscription.guild_id AND v.left_at IS NOT NULL);

-- name: set_trouble_logged(id, now)!
UPDATE subscription SET trouble_logged_at = :now WHERE id = :id;

-- name: forget_subscription(id)!
DELETE FROM subscription WHERE id = :id;

-- name: add_story(revision, guild, now)!
INSERT INTO story (revision_id, guild_id, found_at) VALUES (:revision, :guild, :now);

-- name: items_after(story, id)
SELECT outlet, url FROM story_item WHERE story_id = :story AND id > :id;

-- name: add_item(id, story, subscription, outlet, title, summary, url, published, now)!
INSERT INTO story_item (id, story_id, subscription_id, outlet, title, summary, url, published, found_at)
VALUES (:id, :story, :subscription, :outlet, :title, :summary, :url, :published, :now);

-- name: item_by_id(guild, id)^
SELECT i.* FROM story_item i JOIN story s ON s.revision_id = i.story_id WHERE i.id = :id AND s.guild_id = :guild;

-- name: stories_since(guild, show, since, most)
SELECT i.*, p.state, r.fact_id
FROM story s
JOIN proposal p ON p.revision_id = s.revision_id
JOIN revision r ON r.id = s.revision_id
JOIN fact f ON f.id = r.fact_id
JOIN story_item i ON i.story_id = s.revision_id
WHERE s.guild_id = :guild AND s.found_at >= :since AND f.show_id = :show
ORDER BY s.found_at DESC, s.revision_id DESC, i.id
LIMIT :most;

-- name: open_stories(guild)^
SELECT COUNT(*) AS waiting
FROM proposal p JOIN story s ON s.revision_id = p.revision_id
WHERE p.guild_id = :guild AND p.state = 'open';
