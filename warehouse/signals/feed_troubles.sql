-- One alert for every trouble of feeds that this run has found (feed_gaps.sql and feed_silence.sql run before).
insert into signals (signal_id, kind, reason, subject, message, raised_at)
with untold as (
    select episode_id, feeds.name || ': ' || message as line,
        row_number() over (order by feeds.name, trouble, episode_id) as place
    from feed_episodes
    join feeds using (feed_id)
    where told_at is null
)
select
    'feed-' || min(episode_id),
    'feed',
    'feeds that may be missing news',
    'Trouble with feeds: ' || count(*),
    string_agg(line, chr(10) order by place) filter (place <= 30)
        || case when count(*) > 30 then chr(10) || 'and ' || (count(*) - 30) || ' more: see feed_episodes' else '' end,
    $now::timestamptz
from untold
having count(*) > 0;

update feed_episodes set told_at = $now where told_at is null;
