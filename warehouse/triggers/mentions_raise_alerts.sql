-- Decides, for every mention that any client inserts, whether it is news: the first mention of its story for
-- its watch is new; a material change of an article already told is an update; all else is an echo, held
-- back and counted. Time comes from the row, so that replays and simulated days come out the same. What a watch
-- finds when it is run over history is held and settled at once: nobody is told of it, and it counts from then on
-- as the history of a feed does, so that a later report of the same story is no news.
create trigger mentions_raise_alerts after insert on mentions
referencing new table as fresh for each statement
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, raised_at, published_at,
    is_history, state, settled_at)
with found_before as (
    select mentions.watch_id, mentions.article_id, arg_max(json_array_length(mentions.spans), mentions.version) as span_count
    from mentions
    join fresh on fresh.watch_id = mentions.watch_id and fresh.article_id = mentions.article_id
        and fresh.version > mentions.version
    group by all
), placed as (
    select
        fresh.* replace (fresh.is_history or coalesce(fresh.is_backfill, false) as is_history),
        coalesce(articles.story_id, fresh.article_id) as story_id,
        articles.published_at,
        'changed after publication: ' || versions.change_note as change_reason,
        -- Other words (text) or the same set differently (cosmetic) change nothing that has been told; what was
        -- added does where the watch finds more in the article than it did.
        coalesce(
            fresh.version > 1 and (
                versions.change in ('figure', 'date', 'name', 'correction', 'headline')
                or versions.change = 'addition' and json_array_length(fresh.spans) > found_before.span_count
            ), false) as is_changed,
        -- A feed added today may bring the same story as history: what is held must not hide what is news.
        row_number() over (
            partition by fresh.watch_id, coalesce(articles.story_id, fresh.article_id)
            order by fresh.is_history or coalesce(fresh.is_backfill, false), articles.published_at nulls last, fresh.found_at, fresh.mention_id
        ) as place,
        -- A correction that reprints repeat is one update.
        row_number() over (
            partition by fresh.watch_id, coalesce(articles.story_id, fresh.article_id), versions.change_note
            order by articles.published_at nulls last, fresh.found_at, fresh.mention_id
        ) as change_place
    from fresh
    left join articles on articles.article_id = fresh.article_id
    left join article_versions as versions
        on versions.article_id = fresh.article_id and versions.version = fresh.version
    left join found_before
        on found_before.watch_id = fresh.watch_id and found_before.article_id = fresh.article_id
), earlier as (
    select alerts.* from alerts semi join placed using (watch_id, story_id)
), told as (
    -- History was told only as a count: it makes a later report an echo once it is a day old.
    select distinct watch_id, story_id
    from earlier
    where not is_history or coalesce(published_at, raised_at) < (select min(found_at) from fresh) - interval 1 day
), told_articles as (
    select distinct watch_id, article_id from earlier
), told_changes as (
    select distinct watch_id, story_id, reason from earlier where kind = 'update'
), judged as (
    select
        placed.*,
        case
            when is_changed and told_articles.article_id is not null
                then case when change_place = 1 and told_changes.reason is null then 'update' else 'echo' end
            when told.story_id is not null or place > 1 then 'echo'
            else 'new'
        end as kind
    from placed
    left join told on told.watch_id = placed.watch_id and told.story_id = placed.story_id
    left join told_articles
        on told_articles.watch_id = placed.watch_id and told_articles.article_id = placed.article_id
    left join told_changes
        on told_changes.watch_id = placed.watch_id and told_changes.story_id = placed.story_id
        and told_changes.reason = placed.change_reason
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
        when 'update' then change_reason
        else 'another report of a story already told'
    end || case
        when is_backfill then ' (found when the watch was run over history)'
        when is_history then ' (from the history of a new feed)'
        else ''
    end,
    found_at,
    published_at,
    is_history,
    case when kind = 'echo' or is_history then 'held' else 'due' end,
    case when is_backfill then found_at end
from judged
