-- How much there is to read: stories told since a moment, and those of them with an update. What is of no story counts alone.
select
    count(distinct coalesce(root_id, alerts.story_id, alert_id)) as story_count,
    count(distinct coalesce(root_id, alerts.story_id, alert_id)) filter (where kind = 'update') as update_count
from alerts left join story_roots on story_roots.story_id = alerts.story_id
where raised_at >= $since and state != 'held' and kind != 'echo';
