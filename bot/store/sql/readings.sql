-- What is read off the whole store now and then, for metrics.

-- name: ping()^
SELECT version_num FROM alembic_version;

-- name: due(now)^
-- Planned or not: an announcement whose time has passed has a post for each of its channels.
SELECT COUNT(*) AS posts, MIN(due.moment) AS since FROM (
    SELECT due_at AS moment FROM delivery WHERE state IN ('waiting', 'sending') AND due_at <= :now
    UNION ALL
    SELECT a.next_due AS moment FROM announcement a JOIN target t ON t.announcement_id = a.id
    WHERE a.state = 'active' AND a.next_due <= :now AND t.paused = 0
) AS due;

-- name: feeds()^
SELECT COUNT(*) AS feeds, COUNT(failing_since) AS failing FROM feed;
