-- Feeds that were a gap in the coverage at $until: in trouble by their last poll, in an episode of silence, emptiness or
-- missing texts that nothing has ended yet, or with entries that came and went unseen in ($since, $until].
with newest as (
    select feed_id, trouble, max(found_at) as found_at, arg_max(since_at, found_at) as since_at,
        arg_max(message, found_at) as message
    from feed_episodes
    where trouble != 'gap' and found_at <= $until
    group by feed_id, trouble
), heard as (
    -- What came since each began.
    select newest.feed_id, newest.trouble, bool_or(articles.text_from != 'summary') as has_text
    from newest
    join entries on entries.feed_id = newest.feed_id
        and entries.first_seen_at > newest.found_at and entries.first_seen_at <= $until
    left join articles on articles.article_id = entries.article_id and articles.feed_id = entries.feed_id
    group by all
), troubled as (
    select feed_id, arg_min(trouble, since_at) as trouble, string_agg(message, '; ' order by since_at, trouble) as message
    from newest
    join feeds using (feed_id)
    left join heard using (feed_id, trouble)
    where case trouble
        when 'gone' then feeds.is_retired
        when 'bodiless' then not coalesce(heard.has_text, false)
        -- Of a feed only the last poll is remembered: on an earlier day what ended after it had not yet.
        when 'unanswered' then heard.feed_id is null
            and not coalesce(feeds.last_answer_at between newest.found_at and $until, false)
        when 'empty' then heard.feed_id is null
            and (feeds.empty_since_at = newest.since_at or feeds.last_polled_at > $until)
        else heard.feed_id is null end
    group by feed_id
), listed as (
    select
        feeds.*, troubled.trouble, troubled.message,
        if(last_polled_at <= $until and (last_outcome in ('failed', 'rejected', 'deferred') or is_retired),
            last_outcome, null) as refused,
        (
            select coalesce(sum(lost_count), 0)::bigint from feed_gaps
            where feed_gaps.feed_id = feeds.feed_id and to_at > $since and to_at <= $until
        ) as lost_count
    from feeds
    left join troubled using (feed_id)
    where feeds.is_listed
)
select
    name,
    coalesce(refused, trouble, last_outcome) as outcome,
    coalesce(message, nullif(if(refused is not null, last_reason, ''), ''), refused,
        if(lost_count > 0, 'entries missed', last_outcome)) as reason,
    last_answer_at,
    (
        select max(first_seen_at) from entries
        where entries.feed_id = listed.feed_id and entries.first_seen_at <= $until
    ) as last_entry_at,
    lost_count
from listed
where refused is not null or trouble is not null or lost_count > 0
order by lost_count desc, failure_count desc, name
