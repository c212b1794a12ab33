-- Items that were not read in ($since, $until], by stage and reason: pages and messages by their last outcome, with the
-- newest of them by name; entries that could not even be named are counted.
with unread as (
    select
        'pages' as stage, entries.outcome, coalesce(entries.reason, '') as reason, entries.title, feeds.name as feed,
        entries.url, coalesce(entries.page_read_at, entries.first_seen_at) as ended_at, entries.entry_id as item_id
    from entries
    left join feeds using (feed_id)
    where entries.outcome in ('deferred', 'rejected', 'failed')
        and (
            entries.state = 'pending' and not entries.is_reread and entries.first_seen_at <= $until
            or entries.state != 'pending' and entries.page_read_at > $since and entries.page_read_at <= $until
        )
        -- Read once, and not once more: nothing of it was missed.
        and not exists (
            select 1 from articles where articles.article_id = entries.article_id and articles.text_from = 'page')
    union all
    select 'deliveries', outcome, reason, alert_title, channel, null, tried_at, delivery_id
    from (
        select deliveries.*, coalesce(alerts.subject, articles.title, alerts.reason) as alert_title
        from deliveries
        left join alerts using (alert_id)
        left join articles on articles.article_id = alerts.article_id
        where tried_at > $since and tried_at <= $until
        qualify row_number() over (partition by delivery_id order by try_number desc) = 1
    )
    where outcome != 'delivered'
)
select stage, outcome, reason, count(*) as count,
    (list({'title': title, 'feed': feed, 'url': url} order by ended_at desc, item_id))[:5] as items
from unread
group by stage, outcome, reason
union all
select run_outcomes.stage, run_outcomes.outcome, run_outcomes.reason, sum(item_count)::bigint, []
from run_outcomes
join runs using (run_id)
where runs.started_at > $since and runs.started_at <= $until
    and run_outcomes.stage = 'entries' and run_outcomes.outcome in ('deferred', 'rejected', 'failed')
group by all
order by count desc, stage, reason
