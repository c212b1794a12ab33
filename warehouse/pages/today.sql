-- Alerts as stories, what was told last first, and of one run what was published last: what was told of each, and how much
-- was held back as an echo. `place` is what comes behind `last_at` in this order.
with marked as (
    select alert_id, arg_max(mark, mark_number) as mark from (
        from alert_marks
        union all by name
        select mark_number, alert_id, mark, null as marked_at from (
            select unnest(from_json($said::json, '[{"alert_id": "VARCHAR", "mark": "VARCHAR", "mark_number": "BIGINT"}]'),
                recursive := true))
    ) group by alert_id
), muted as (
    select subject_id as story_id, arg_max(coalesce(until_at, 'infinity'), mute_number) > $now as is_muted
    from mutes where subject = 'story' group by subject_id
), shown as (
    select alerts.* exclude (story_id), coalesce(story_roots.root_id, alerts.story_id) as story_id,
        coalesce(story_roots.root_id, alerts.story_id, alert_id) as story, marked.mark
    from alerts left join marked using (alert_id) left join story_roots on story_roots.story_id = alerts.story_id
    where ($watch is null or watch_id = $watch) and ($kind is null or kind = $kind)
        and ($alert is null or alert_id = $alert)
        and ($mark is null or coalesce(marked.mark, 'open') = $mark)
        and ($since is null or raised_at >= $since)
        and ($is_everything or (state != 'held' and kind != 'echo'))
), told as (
    select
        story, max(raised_at) as last_at, list(distinct watch_id) filter (where watch_id is not null) as watches,
        concat_ws(' ', format('{:016d}', epoch_us(coalesce(max(published_at), max(raised_at)))), story) as place,
        arg_max(alert_id, (kind != 'echo', raised_at, published_at, alert_id)) as alert_id
    from shown group by story
    having $before_at is null or (last_at, place) < ($before_at, $before_place)
    order by last_at desc, place desc limit $most
), echoes as (
    select coalesce(story_id, alert_id) as story, count(distinct article_id) as echo_count
    from alerts where kind = 'echo' and story_id in (select story from told) group by all
), spread as (
    select placed.story_id, count(*) as article_count, count(distinct outlet) as outlet_count
    from articles join (select article_id, story_id from article_stories) as placed on placed.article_id = articles.article_id
    where placed.story_id in (select story from told) group by all
)
select
    told.story, told.last_at, told.place, list_sort(told.watches) as watches, shown.alert_id, shown.kind, shown.state, shown.reason,
    shown.message, shown.held_by, shown.mark, shown.article_id, shown.story_id,
    coalesce(shown.subject, articles.title, shown.reason) as title, articles.outlet, articles.url, articles.language,
    articles.published_at, mentions.excerpt, mentions.marks::text as marks,
    coalesce(echoes.echo_count, 0) as echo_count, coalesce(muted.is_muted, false) as is_muted, spread.article_count, spread.outlet_count
from told
join shown using (alert_id)
left join articles on articles.article_id = shown.article_id
left join mentions on mentions.mention_id = shown.mention_id
left join echoes on echoes.story = told.story
left join muted on muted.story_id = shown.story_id
left join spread on spread.story_id = shown.story_id
order by told.last_at desc, told.place desc;
