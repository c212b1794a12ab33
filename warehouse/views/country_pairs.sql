create or replace view country_pairs as
select
    cast(told.told_at as date) as published_on,
    article_pairs.place_a || '-' || article_pairs.place_b as pair,
    article_pairs.place_a,
    article_pairs.place_b,
    count(*) as article_count,
    count(distinct told.story_id) as story_count,
    count(distinct told.outlet) as outlet_count,
    any_value(stepped.stages) as stages
from article_pairs
join article_stories as told using (article_id)
left join (
    select place_a, place_b, cast(told_at as date) as told_on,
        list(distinct stage order by stage) as stages
    from stages join article_stories as told using (article_id)
    group by all
) as stepped on stepped.place_a = article_pairs.place_a and stepped.place_b = article_pairs.place_b
    and stepped.told_on = cast(told.told_at as date)
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
