-- Who said what in articles about two sides, first seen in ($since, $until]: the pairs of most reports first. Of a text
-- that several outlets carry, the one that had it first is quoted. Officials and public bodies come first, and each article
-- is heard once before any is heard again.
with seen as materialized (
    select told.*, articles.url, article_pairs.place_a || '-' || article_pairs.place_b as pair, place_a, place_b
    from articles
    join article_stories as told using (article_id)
    join article_pairs using (article_id)
    where articles.first_seen_at > $since and articles.first_seen_at <= $until
), fresh as (
    select seen.* from seen join originals_of((select list(article_id) from seen)) as texts
        on texts.article_id = seen.article_id and texts.original_id = seen.article_id
), spoken as (
    select
        fresh.*, origins.name, origins.sentence, origins.span_start, count(distinct fresh.article_id) over (partition by pair) as pair_count,
        (
            select coalesce(any_value(role), '') from officials
            where officials.article_id = fresh.article_id and officials.span_start = origins.span_start
                and officials.zone = origins.zone and role != '' and contains(origins.sentence, officials.name)
        ) as role,
        (
            -- Of public bodies the country is known, where the sentence names those of one country alone.
            select if(count(distinct place) = 1, any_value({'place': place, 'en': label_en, 'ko': label_ko}), null)
            from officials
            join places on places.place = upper(split_part(officials.person_id, '-', 1))
            where origins.kind = 'quoted body' and officials.kind = 'body' and officials.article_id = fresh.article_id
                and officials.span_start = origins.span_start and officials.zone = origins.zone
        ) as home
    from fresh
    join origins on origins.article_id = fresh.article_id
    where origins.kind in ('speaker', 'quoted body')
    qualify row_number() over (
        partition by pair, origins.name order by fresh.told_at, fresh.article_id, origins.span_start) = 1
)
select
    pair,
    ((coalesce(a.label_en, place_a), coalesce(a.label_ko, place_a)),
        (coalesce(b.label_en, place_b), coalesce(b.label_ko, place_b))) as sides,
    spoken.name, spoken.role, spoken.sentence, spoken.outlet, spoken.url,
    case when spoken.home is not null then (spoken.home.en, spoken.home.ko) end as home,
    -- Of a body of one side, what it says is on the other.
    case spoken.home.place
        when place_a then (coalesce(b.label_en, place_b), coalesce(b.label_ko, place_b))
        when place_b then (coalesce(a.label_en, place_a), coalesce(a.label_ko, place_a)) end as other
from spoken
left join places as a on a.place = spoken.place_a
left join places as b on b.place = spoken.place_b
order by pair_count desc, pair, spoken.role = '' and spoken.home is null,
    row_number() over (
        partition by pair, article_id, spoken.role = '' and spoken.home is null order by span_start, spoken.name),
    spoken.told_at, spoken.name
