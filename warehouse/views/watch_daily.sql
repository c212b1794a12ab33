-- The last four weeks have a row for every day, so that a silent one shows; before them, days with mentions only.
create or replace view watch_daily as
with counted as (
    select
        cast(told.told_at as date) as published_on,
        mentions.watch_id,
        count(distinct mentions.article_id) as article_count,
        count(distinct told.story_id) as story_count,
        count(distinct told.outlet) as outlet_count
    from mentions
    join article_stories as told using (article_id)
    group by all
), lately as (
    select cast(unnest(generate_series(today_on - 28, today_on, interval 1 day)) as date) as published_on
    from clock
), days as (
    -- counted is read once, so that a question about one watch counts that one alone.
    select
        published_on, watch_id, max(article_count) as article_count, max(story_count) as story_count,
        max(outlet_count) as outlet_count
    from (
        from counted
        union all
        select lately.published_on, watches.watch_id, 0, 0, 0
        from watches
        cross join lately
        where watches.is_active
    )
    group by published_on, watch_id
), begun as (
    -- A watch counts from the day it was listed, or the first that it found something on when it was run over history.
    select
        days.*,
        greatest(published_on - 28, coverage.since_on, least(cast(watches.since_at as date),
            min(published_on) filter (article_count > 0) over (partition by watch_id))) as baseline_since_on
    from days
    left join watches using (watch_id)
    cross join coverage
), summed as (
    -- Days without a row count as nought.
    select
        *,
        nullif(greatest(published_on - baseline_since_on, 0), 0) as day_count,
        coalesce(sum(story_count) over before, 0) as total,
        coalesce(sum(story_count * story_count) over before, 0) as squares
    from begun
    window before as (
        partition by watch_id order by published_on range between interval 28 day preceding and interval 1 day preceding)
)
select
    published_on, watch_id, article_count, story_count, outlet_count,
    total / day_count as baseline_mean,
    sqrt(greatest(squares / day_count - power(total / day_count, 2), 0)) as baseline_deviation,
    case when day_count is not null then baseline_since_on end as baseline_since_on
from summed;
comment on view watch_daily is 'Articles, stories and outlets that mention each watch, by day of publication in the session''s time zone, with what its 28 days before would lead to expect.';
comment on column watch_daily.published_on is 'Day of publication; for undated articles, the day they were first seen.';
comment on column watch_daily.watch_id is 'The watch.';
comment on column watch_daily.article_count is 'Articles that mention it; up to 28 days before the clock''s today, 0 where none does; no row for such days before that.';
comment on column watch_daily.story_count is 'The same with each story counted once.';
comment on column watch_daily.outlet_count is 'Outlets that carried one.';
comment on column watch_daily.baseline_mean is 'Stories a day from baseline_since_on to the day before, days without any included; null: there are no such days.';
comment on column watch_daily.baseline_deviation is 'Standard deviation of those counts.';
comment on column watch_daily.baseline_since_on is 'First day of the baseline: 28 days before, or as far back as articles are known and the watch is there; null: no day of it is.';
