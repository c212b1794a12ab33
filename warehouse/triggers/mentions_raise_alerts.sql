-- Decides, for every mention that any client inserts, whether it is news: the first mention of its story for
-- its watch is new; a material change of an article already told is an update; all else is an echo, held
-- back and counted. Time comes from the row, so that replays and simulated days come out the same.
create trigger mentions_raise_alerts after insert on mentions
referencing new table as fresh for each statement
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, raised_at, state)
with placed as (
    select
        fresh.*,
        coalesce(articles.story_id, fresh.article_id) as story_id,
        versions.change,
        versions.change_note,
        row_number() over (
            partition by fresh.watch_id, coalesce(articles.story_id, fresh.article_id)
            order by articles.published_at nulls last, fresh.found_at, fresh.mention_id
        ) as place
    from fresh
    left join articles on articles.article_id = fresh.article_id
    left join article_versions as versions
        on versions.article_id = fresh.article_id and versions.version = fresh.version
), told as (
    select distinct watch_id, story_id from alerts semi join placed using (watch_id, story_id)
), told_articles as (
    select distinct watch_id, article_id from alerts semi join placed using (watch_id, article_id)
), judged as (
    select
        placed.*,
        case
            when placed.version > 1 and placed.change in ('figure', 'headline') and told_articles.article_id is not null
                then 'update'
            when told.story_id is not null or placed.place > 1 then 'echo'
            else 'new'
        end as kind
    from placed
    left join told on told.watch_id = placed.watch_id and told.story_id = placed.story_id
    left join told_articles
        on told_articles.watch_id = placed.watch_id and told_articles.article_id = placed.article_id
)
select
    'm-' || mention_id,
    mention_id,
    watch_id,
    story_id,
    article_id,
    kind,
    case kind
        when 'new' then 'first report of this story'
        when 'update' then 'changed after publication: ' || change_note
        else 'another report of a story already told'
    end || case when is_history then ' (from the history of a new feed)' else '' end,
    found_at,
    case when kind = 'echo' or is_history then 'held' else 'due' end
from judged
