-- Decides, for every mention that any client inserts, whether it is news: the first mention of its story for
-- its watch is new; a material change of an article already told is an update, and so is an article that adds to
-- its story what a rule of alert_rules asks for; all else is an echo, held back and counted. Time comes from the row, so that replays and simulated days come out the same. What a watch
-- finds when it is run over history is held and settled at once: nobody is told of it, and it counts from then on
-- as the history of a feed does, so that a later report of the same story is no news.
create trigger mentions_raise_alerts after insert on mentions
referencing new table as fresh for each statement
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, rule_id, raised_at,
    published_at, is_history, state, settled_at)
with found_before as (
    select mentions.watch_id, mentions.article_id, arg_max(json_array_length(mentions.spans), mentions.version) as span_count
    from mentions
    join (select * from fresh where version > 1) as later on later.watch_id = mentions.watch_id
        and later.article_id = mentions.article_id and later.version > mentions.version
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
    -- Bounded, so that a load costs the same however much is stored: no story is told for so long.
    select alerts.watch_id, alerts.story_id, alerts.article_id, alerts.kind, alerts.reason, alerts.is_history,
        alerts.published_at, alerts.raised_at
    from alerts semi join placed using (watch_id, story_id)
    where alerts.raised_at >= (select min(found_at) from fresh) - interval 90 day
), told as (
    -- History was told only as a count: it makes a later report an echo once it is a day old.
    select distinct watch_id, story_id
    from earlier
    where not is_history or coalesce(published_at, raised_at) < (select min(found_at) from fresh) - interval 1 day
), told_articles as (
    select distinct watch_id, article_id from earlier
), told_changes as (
    select distinct watch_id, story_id, reason from earlier where kind = 'update'
), repeated as (
    -- Stories that this load, or an earlier one, has more than one article of: only they can say something new again.
    select story_id from placed group by story_id having count(distinct article_id) > 1
    union
    select story_id from earlier
), said as (
    select
        facts.*,
        row_number() over same_value as value_place,
        row_number() over same_subject as subject_place,
        first_value(facts.words) over same_subject as words_first
    from article_facts as facts
    join articles on articles.article_id = facts.article_id
    semi join repeated on repeated.story_id = articles.story_id
    window
        same_value as (
            partition by articles.story_id, facts.kind, facts.subject, facts.value
            order by facts.found_at, articles.published_at nulls last, facts.article_id, facts.version),
        same_subject as (
            partition by articles.story_id, facts.kind, facts.subject
            order by facts.found_at, articles.published_at nulls last, facts.article_id, facts.version)
), voices as (
    -- Whom each article rests on: the sources it names, else its own outlet; a copy on what its original rests on.
    select
        articles.story_id,
        articles.article_id,
        coalesce(origins.name, outlet_names.name, original.outlet, articles.outlet) as name,
        dense_rank() over (
            order by articles.first_seen_at, articles.published_at nulls last, articles.article_id) as arrival
    from articles
    semi join repeated on repeated.story_id = articles.story_id
    left join copies on copies.article_id = articles.article_id
    left join articles as original on original.article_id = copies.original_id
    left join origins on origins.article_id = coalesce(copies.original_id, articles.article_id)
        and origins.kind in ('reporting source', 'reprint')
    left join outlet_names on outlet_names.form = coalesce(original.outlet, articles.outlet)
), counted as (
    select story_id, arrival, count(*) over (partition by story_id order by arrival range unbounded preceding) as voice_count
    from (select story_id, name, min(arrival) as arrival from voices group by all)
), reached as (
    -- The article by which a story comes to rest on as many independent origins as the rule asks for.
    select voices.article_id, any_value(rules.setting) as setting
    from (
        select story_id, min(arrival) as arrival
        from counted
        where voice_count >= (select setting from alert_rules where rule_id = 'origins')
        group by story_id
    ) as first_reached
    join voices using (story_id, arrival)
    join alert_rules as rules on rules.rule_id = 'origins' and rules.setting > 1
    group by voices.article_id
), additions as (
    select
        article_id,
        version,
        case when kind = 'figure' then if(subject_place > 1, 'figure_changed', 'figure_new') else kind end as rule_id,
        if(subject_place > 1, 'changed', 'new') || ' ' || kind || ': '
            || if(subject_place > 1, words_first || ' -> ', '') || words as addition
    from said
    where value_place = 1 and kind != 'origin' and (is_prominent or subject_place > 1)
    union all
    select article_id, null, 'origins', 'now on ' || setting::integer || ' independent origins' from reached
), novel as (
    select article_id, version, arg_min(rule_id, place) as rule_id, arg_min(addition, place) as addition
    from (
        select additions.*, list_position(
            ['figure_changed', 'stage', 'date', 'instrument', 'figure_new', 'official', 'place', 'origins'],
            rule_id) as place
        from additions
        join alert_rules as rules using (rule_id)
        where rules.setting > 0
    )
    group by article_id, version
), judged as (
    select
        placed.*,
        novel.rule_id,
        novel.addition,
        case
            when is_changed and told_articles.article_id is not null
                then case when change_place = 1 and told_changes.reason is null then 'update' else 'echo' end
            when (told.story_id is not null or place > 1) and told_articles.article_id is null
                and novel.rule_id is not null then 'update'
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
    left join novel
        on novel.article_id = placed.article_id and (novel.version is null or novel.version = placed.version)
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
        when 'update' then if(is_changed, change_reason, addition)
        else 'another report of a story already told'
    end || case
        when is_backfill then ' (found when the watch was run over history)'
        when is_history then ' (from the history of a new feed)'
        else ''
    end,
    case when kind = 'update' and not is_changed then rule_id end,
    found_at,
    published_at,
    is_history,
    case when kind = 'echo' or is_history then 'held' else 'due' end,
    case when is_backfill then found_at end
from judged
