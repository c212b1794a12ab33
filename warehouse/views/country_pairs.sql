create or replace view country_pairs as
select
    cast(coalesce(articles.published_at, articles.first_seen_at) as date) as published_on,
    article_pairs.place_a || '-' || article_pairs.place_b as pair,
    article_pairs.place_a,
    article_pairs.place_b,
    count(*) as article_count,
    count(distinct articles.story_id) as story_count,
    count(distinct articles.outlet) as outlet_count,
    any_value(told.stages) as stages
from article_pairs
join articles using (article_id)
left join (
    select place_a, place_b, cast(coalesce(published_at, first_seen_at) as date) as told_on,
        list(distinct stage order by stage) as stages
    from stages join articles using (article_id)
    group by all
) as told on told.place_a = article_pairs.place_a and told.place_b = article_pairs.place_b
    and told.told_on = cast(coalesce(articles.published_at, articles.first_seen_at) as date)
group by all;
comment on view country_pairs is 'The two sides that articles are about, by day of publication in the session''s time zone.';
comment on column country_pairs.published_on is 'Day of publication; for undated articles, the day they were first seen.';
comment on column country_pairs.pair is 'Both codes, as in KR-US.';
comment on column country_pairs.place_a is 'The side whose code comes first in the alphabet.';
comment on column country_pairs.place_b is 'The other.';
comment on column country_pairs.article_count is 'Articles about the two.';
comment on column country_pairs.story_count is 'The same with each story counted once.';
comment on column country_pairs.outlet_count is 'Outlets that carried one.';
comment on column country_pairs.stages is 'Stages that an issue between the two had on that day, as articles say: floated, in talks, ...; null: none says.';
