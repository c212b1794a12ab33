-- An outlet or a country that is new to a watch a month old. What history has is known, and so not new.
insert into signals (signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, raised_at)
with seen as (
    select mentions.watch_id, 'outlet' as kind, articles.outlet as name, mentions.found_at, articles.article_id,
        articles.story_id, articles.title, mentions.is_history or coalesce(mentions.is_backfill, false) as is_past
    from mentions join articles using (article_id)
    union all
    select mentions.watch_id, 'country', coalesce(places.label_en, article_places.place), mentions.found_at,
        articles.article_id, articles.story_id, articles.title, mentions.is_history or coalesce(mentions.is_backfill, false)
    from mentions
    join articles using (article_id)
    join article_places on article_places.article_id = articles.article_id and article_places.is_prominent
    left join places on places.place = article_places.place
), firsts as (
    select watch_id, kind, name, min(found_at) as first_at, arg_min(article_id, found_at) as article_id,
        arg_min(story_id, found_at) as story_id, arg_min(title, found_at) as title
    from seen
    group by watch_id, kind, name
    having not bool_or(is_past)
), old as (
    select watch_id, count(*) as mention_count from mentions
    where found_at <= $now::timestamptz - interval 28 day group by watch_id having count(*) >= 10
)
select
    'first-' || firsts.watch_id || '-' || firsts.kind || '-' || firsts.name,
    'first',
    if(firsts.kind = 'outlet', 'an ', 'a ') || firsts.kind || ' that is new to this watch: ' || firsts.name,
    'First on ' || firsts.watch_id || ': ' || firsts.name,
    firsts.title,
    firsts.watch_id,
    firsts.story_id,
    firsts.article_id,
    'first',
    $now::timestamptz
from firsts
join old using (watch_id)
join watches on watches.watch_id = firsts.watch_id and watches.is_active
where firsts.first_at > $now::timestamptz - interval 1 day
    and exists (select 1 from alert_rules where rule_id = 'first' and setting > 0)
on conflict do nothing
