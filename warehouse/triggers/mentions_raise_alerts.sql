-- Decides, for every mention that any client inserts, whether it is news: the first mention of its story for
-- its watch is new; a material change of an article already told is an update, and so is an article that adds to
-- its story what a rule of alert_rules asks for; all else is an echo, held back and counted. A story that is linked to
-- one told in another language is decided on as though they were one (article_links). Of an article that goes on
-- changing, such as a live report, three changes are told within a day, and whatever is called a correction. Time comes
-- from the row, so that replays and simulated days come out the same. What a watch finds when it is run over history
-- is held and settled at once: nobody is told of it, and it counts from then on as the history of a feed does, so that
-- a later report of the same story is no news.
create trigger mentions_raise_alerts after insert on mentions
referencing new table as fresh for each statement
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, rule_id, raised_at,
    published_at, is_history, state, settled_at)
with bounds as (
    -- What is older is not looked at, so that a load costs the same however much is stored.
    select
        min(found_at) - interval 1 day as yesterday_at,
        min(found_at) - interval 7 day as last_week_at,
        min(found_at) - interval 90 day as since_at  -- no story is told for so long
    from fresh
), recent as (
    select article_id, story_id, published_at from articles semi join fresh using (article_id)
    where first_seen_at >= (select last_week_at from bounds)
), mentioned as (
    from recent
    union all
    -- Older articles: corrected late, or met when a watch is run over history.
    select article_id, story_id, published_at
    from articles
    semi join (select article_id from fresh anti join recent using (article_id)) as older using (article_id)
), later as (
    select * from fresh where version > 1
), changes as (
    select article_id, version, change, change_note
    from article_versions
    semi join later using (article_id, version)
    where seen_at >= (select since_at from bounds)
), found_before as (
    select mentions.watch_id, mentions.article_id, arg_max(json_array_length(mentions.spans), mentions.version) as span_count
    from mentions
    join later on later.watch_id = mentions.watch_id and later.article_id = mentions.article_id
        and later.version > mentions.version
    where mentions.found_at >= (select since_at from bounds)
    group by all
), placed as (
    select
        fresh.* replace (fresh.is_history or coalesce(fresh.is_backfill, false) as is_history),
        coalesce(story_roots.root_id, moved.story_id, mentioned.story_id, fresh.article_id) as story_id,
        mentioned.published_at,
        changes.change_note,
        'changed after publication: ' || changes.change_note as change_reason,
        coalesce(regexp_matches(changes.change_note, '(?i)correct|정정|바로\s?잡'), false) as is_correction,
        -- Other words (text) or the same set differently (cosmetic) change nothing that has been told; what was
        -- added does where the watch finds more in the article than it did.
        coalesce(
            fresh.version > 1 and (
                changes.change in ('figure', 'date', 'name', 'correction', 'headline')
                or changes.change = 'addition' and json_array_length(fresh.spans) > found_before.span_count
            ), false) as is_changed
    from fresh
    left join mentioned on mentioned.article_id = fresh.article_id
    left join (
        select article_id, arg_max(story_id, split_at) as story_id from story_splits group by article_id
    ) as moved on moved.article_id = fresh.article_id
    left join story_roots on story_roots.story_id = coalesce(moved.story_id, mentioned.story_id)
    left join changes
        on changes.article_id = fresh.article_id and changes.version = fresh.version
    left join found_before
        on found_before.watch_id = fresh.watch_id and found_before.article_id = fresh.article_id
), pairs as (
    select article_id, other_id from article_links where is_sure and linked_at >= (select last_week_at from bounds)
    union
    select other_id, article_id from article_links where is_sure and linked_at >= (select last_week_at from bounds)
), paired as (
    select articles.article_id, coalesce(story_roots.root_id, moved.story_id, articles.story_id) as story_id
    from (
        select article_id, story_id from articles
        where article_id in (select article_id from pairs)
            and first_seen_at >= (select last_week_at - interval 7 day from bounds)
    ) as articles
    left join (
        select article_id, arg_max(story_id, split_at) as story_id from story_splits group by article_id
    ) as moved on moved.article_id = articles.article_id
    left join story_roots on story_roots.story_id = coalesce(moved.story_id, articles.story_id)
), linked as (
    -- The stories in other languages that tell the events of those of this load.
    select distinct mine.story_id, other.story_id as other_id
    from pairs
    join paired as mine on mine.article_id = pairs.article_id
    join paired as other on other.article_id = pairs.other_id and other.story_id != mine.story_id
    where mine.story_id in (select story_id from placed)
), alias as (
    -- The names under which those stories were told: their own, those of stories that were merged into them, and
    -- those of linked stories.
    select distinct story_id, story_id as root_id, false as is_linked from placed
    union all
    select story_roots.story_id, root_id, false from story_roots semi join placed on placed.story_id = root_id
    union all
    select other_id, story_id, true from linked
    union all
    select story_roots.story_id, linked.story_id, true from story_roots join linked on linked.other_id = root_id
), firsts as (
    -- A feed added today may bring the same story as history: what is held must not hide what is news.
    select
        watch_id, story_id,
        min((is_history, coalesce(published_at, 'infinity'), found_at, mention_id)) as place,
        arg_min({mention_id: mention_id, article_id: article_id},
            (is_history, coalesce(published_at, 'infinity'), found_at, mention_id)) as said
    from placed
    group by all
), behind as (
    -- Stories that another of this load comes before, which is behind none itself: only what is told holds others back.
    select ahead.watch_id, ahead.story_id, any_value(leads.said.article_id) as article_id
    from firsts as ahead
    join linked on linked.story_id = ahead.story_id
    join firsts as leads
        on leads.watch_id = ahead.watch_id and leads.story_id = linked.other_id and leads.place < ahead.place
    where not exists (
        select 1 from linked as further
        join firsts as before on before.story_id = further.other_id
        where further.story_id = leads.story_id and before.watch_id = leads.watch_id and before.place < leads.place
    )
    group by all
), first_changes as (
    -- A correction that reprints repeat is one update.
    select watch_id, story_id, change_reason, arg_min(
        mention_id, (coalesce(published_at, 'infinity'), found_at, mention_id)) as mention_id
    from placed
    where is_changed
    group by all
), young as (
    -- A story has the id of the article that began it, and was not told before.
    select article_id as story_id, first_seen_at
    from articles semi join alias on alias.story_id = articles.article_id
    where first_seen_at >= (select last_week_at from bounds)
), old as (
    select story_id from alias anti join young using (story_id)
), told_before as (
    select watch_id, story_id, article_id, kind, reason, is_history, published_at, raised_at
    from alerts semi join alias using (story_id)
    where raised_at >= (select last_week_at from bounds)
    union all
    select watch_id, story_id, article_id, kind, reason, is_history, published_at, raised_at
    from alerts semi join old using (story_id)
    where raised_at >= (select since_at from bounds) and raised_at < (select last_week_at from bounds)
), earlier as (
    select before.watch_id, alias.root_id as story_id, before.article_id, before.kind, before.reason, before.is_history,
        before.published_at, before.raised_at, is_linked
    from told_before as before
    join alias using (story_id)
    semi join placed on placed.watch_id = before.watch_id and placed.story_id = alias.root_id
), told as (
    -- History was told only as a count: it makes a later report an echo once it is a day old. What was held back itself
    -- holds back no linked story.
    select watch_id, story_id, bool_and(is_linked) as is_abroad, arg_min(article_id, raised_at) as article_id
    from (
        select * from earlier
        where (not is_history or coalesce(published_at, raised_at) < (select yesterday_at from bounds))
            and (not is_linked or kind in ('new', 'update'))
        union all
        select behind.watch_id, behind.story_id, behind.article_id, 'new', '', false, null, 'infinity', true
        from behind
    )
    group by watch_id, story_id
), abroad as (
    -- What was told of those stories that were told in another language alone, and not first here.
    select told.watch_id, told.story_id, articles.title, articles.language
    from (select * from told where is_abroad) as told
    join (
        select article_id, title, language from articles
        where article_id in (select article_id from told where is_abroad)
            and first_seen_at >= (select last_week_at - interval 7 day from bounds)
    ) as articles using (article_id)
), told_articles as (
    select distinct watch_id, article_id from earlier
), changed_often as (
    select watch_id, article_id from earlier
    where kind = 'update' and not is_linked and starts_with(reason, 'changed after publication: ')
        and raised_at > (select yesterday_at from bounds)
    group by watch_id, article_id having count(*) >= 3
), told_changes as (
    select distinct watch_id, story_id, reason from earlier where kind = 'update' and not is_linked
), repeated as (
    -- Stories that this load, or an earlier one, has more than one article of, or that are linked: only they can say
    -- something new again.
    select story_id from placed group by story_id having count(distinct article_id) > 1
    union
    select story_id from linked
    union
    select story_id from earlier
), begun as (
    -- Before the first of those stories was told there is nothing of them, give or take a week; nor before it began,
    -- give or take the days in which the page of an article seen before can have been late.
    select if(
        exists (from old),
        least((select min(raised_at) from told_before) - interval 7 day, (select last_week_at from bounds)),
        (select min(first_seen_at) from young) - interval 2 day) as since_at
), reports as (
    select article_id, root_id as story_id, outlet, language, published_at, first_seen_at, is_linked
    from articles
    join alias using (story_id)
    semi join repeated on repeated.story_id = root_id
    where first_seen_at >= (select since_at from begun)
), facts as (
    -- The first to say it, of every value.
    select
        reports.story_id, facts.kind, facts.subject, facts.value,
        min((facts.found_at, coalesce(reports.published_at, 'infinity'), facts.article_id, facts.version)) as place,
        arg_min(
            {article_id: facts.article_id, version: facts.version, words: facts.words, is_prominent: is_prominent,
                is_linked: is_linked},
            (facts.found_at, coalesce(reports.published_at, 'infinity'), facts.article_id, facts.version)) as said
    from article_facts as facts
    join reports using (article_id)
    where facts.found_at >= (select since_at from begun)
    group by all
), subjects as (
    select story_id, kind, subject, arg_min(value, place) as value, arg_min(said.words, place) as words
    from facts
    group by all
), amounts as (
    -- Who gave a number first, of whatever product and parties.
    select story_id, subject.split('|')[:2] as unit_and_measure, value, min(place) as place
    from facts where kind = 'figure'
    group by all
), openings as (
    select story_id, is_linked, arg_min(article_id, (first_seen_at, coalesce(published_at, 'infinity'), article_id)) as article_id
    from reports group by all
), homes as (
    select * from (values ('ko', 'KR'), ('ja', 'JP'), ('zh', 'CN'), ('vi', 'VN'), ('th', 'TH'), ('id', 'ID'),
        ('tr', 'TR'), ('pl', 'PL'), ('uk', 'UA'), ('it', 'IT')) as spoken(language, place)
), sides as (
    -- Countries that come into a story: after others, or two at once. Where a report is the first to name any country,
    -- those before it may have taken theirs for granted; and the first report in a language tells what the news is to
    -- its readers' own country.
    select named.story_id, named.article_id, subject
    from (
        select
            facts.story_id, said.article_id, facts.subject, said.is_linked,
            count(*) over (partition by facts.story_id, said.article_id) as count_at_once,
            arg_min(said.article_id, facts.place) over (partition by facts.story_id) as first_id
        from facts
        where kind = 'place'
    ) as named
    join reports on reports.article_id = named.article_id and reports.story_id = named.story_id
    left join openings
        on openings.story_id = named.story_id and openings.article_id = named.article_id and not openings.is_linked
    left join homes on homes.language = reports.language and homes.place = subject
    where not named.is_linked and (count_at_once > 1 or named.article_id != first_id)
        and (openings.article_id is null or homes.place is null)
), voices as (
    -- Whom each article rests on: the sources it names, else its own outlet; a copy on what its original rests on,
    -- which is of the same story.
    select
        articles.story_id,
        articles.article_id,
        articles.is_linked,
        coalesce(origins.name, outlet_names.name, original.outlet, articles.outlet) as name,
        dense_rank() over (
            order by articles.first_seen_at, articles.published_at nulls last, articles.article_id) as arrival
    from reports as articles
    left join (
        select article_id, original_id from copies where found_at >= (select since_at from begun)
    ) as copies on copies.article_id = articles.article_id
    left join reports as original
        on original.article_id = copies.original_id and original.story_id = articles.story_id
    left join (
        select article_id, name from origins
        where found_at >= (select since_at from begun) and kind in ('reporting source', 'reprint')
    ) as origins on origins.article_id = coalesce(copies.original_id, articles.article_id)
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
    where not is_linked
    group by voices.article_id
), additions as (
    select
        said.article_id as article_id,
        said.version as version,
        case when kind = 'figure' then if(is_other, 'figure_changed', 'figure_new') else kind end as rule_id,
        if(is_other, 'changed ', 'new ') || kind || ': ' || if(is_other, words || ' -> ', '') || said.words as addition
    from (
        select
            facts.kind, facts.said, subjects.words, facts.value != subjects.value as is_other,
            amounts.place < facts.place as is_known_number, sides.subject is not null as is_side
        from facts
        join subjects using (story_id, kind, subject)
        left join amounts on facts.kind = 'figure' and amounts.story_id = facts.story_id
            and amounts.value = facts.value and amounts.unit_and_measure = facts.subject.split('|')[:2]
        left join sides on facts.kind = 'place' and sides.story_id = facts.story_id
            and sides.article_id = facts.said.article_id and sides.subject = facts.subject
    )
    where not said.is_linked and (is_other or said.is_prominent and case kind
        when 'origin' then false when 'figure' then not is_known_number when 'place' then is_side else true end)
    union all
    select article_id, version, 'origins', 'now on ' || setting::integer || ' independent origins'
    from reached
    join (select distinct article_id, version from fresh) using (article_id)
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
        is_changed and not is_correction and changed_often.article_id is not null as is_beyond,
        case
            when is_changed and told_articles.article_id is not null
                then if(first_changes.mention_id = placed.mention_id and told_changes.reason is null and not is_beyond,
                    'update', 'echo')
            when (told.story_id is not null or firsts.said.mention_id != placed.mention_id)
                and told_articles.article_id is null and novel.rule_id is not null then 'update'
            when told.story_id is not null or firsts.said.mention_id != placed.mention_id then 'echo'
            else 'new'
        end as kind,
        case when firsts.said.mention_id = placed.mention_id then abroad.title end as abroad_title,
        abroad.language as abroad_language
    from placed
    join firsts on firsts.watch_id = placed.watch_id and firsts.story_id = placed.story_id
    left join first_changes on first_changes.watch_id = placed.watch_id
        and first_changes.story_id = placed.story_id and first_changes.change_reason = placed.change_reason
    left join told on told.watch_id = placed.watch_id and told.story_id = placed.story_id
    left join abroad on abroad.watch_id = placed.watch_id and abroad.story_id = placed.story_id
    left join told_articles
        on told_articles.watch_id = placed.watch_id and told_articles.article_id = placed.article_id
    left join changed_often
        on changed_often.watch_id = placed.watch_id and changed_often.article_id = placed.article_id
    left join told_changes
        on told_changes.watch_id = placed.watch_id and told_changes.story_id = placed.story_id
        and told_changes.reason = placed.change_reason
    left join novel on novel.article_id = placed.article_id and novel.version = placed.version
)
select
    'm-' || mention_id,
    mention_id,
    watch_id,
    story_id,
    article_id,
    kind,
    case
        when kind = 'new' then 'first report of this story'
        when kind = 'update' then if(is_changed, change_reason, addition)
        when is_beyond then 'changed more than three times in a day: ' || change_note
        when abroad_title is null then 'another report of a story already told'
        else 'already told in another language (' || abroad_language || '): ' || abroad_title
    end || case
        when is_backfill then ' (found when the watch was run over history)'
        when is_history then ' (from the history of its feed)'
        else ''
    end,
    case when kind = 'update' and not is_changed then rule_id end,
    found_at,
    published_at,
    is_history,
    case when kind = 'echo' or is_history then 'held' else 'due' end,
    case when is_backfill then found_at end
from judged
