create or replace view article_subjects as
select
    articles.article_id,
    articles.published_at,
    articles.outlet,
    articles.title,
    articles.url,
    coalesce(found.topics, []) as topics,
    coalesce(found.main_topics, []) as main_topics,
    coalesce(named.places, []) as places,
    coalesce(named.main_places, []) as main_places,
    case when article_pairs.place_a is not null then article_pairs.place_a || '-' || article_pairs.place_b end as pair
from articles
left join (
    select
        article_id,
        list(topic order by score desc, topic) as topics,
        list(topic order by score desc, topic) filter (where score >= 0.5) as main_topics
    from article_topics
    where score >= 0.15
    group by article_id
) as found using (article_id)
left join (
    select
        article_id,
        list(place order by weight desc, place) as places,
        list(place order by weight desc, place) filter (where is_prominent) as main_places
    from article_places
    group by article_id
) as named using (article_id)
left join article_pairs using (article_id);
comment on view article_subjects is 'Each article with its topics and places as lists, for list_has_all and the like.';
comment on column article_subjects.article_id is 'The article.';
comment on column article_subjects.published_at is 'Date of publication; null: undated.';
comment on column article_subjects.outlet is 'Outlet.';
comment on column article_subjects.title is 'Headline.';
comment on column article_subjects.url is 'Address.';
comment on column article_subjects.topics is 'Topics it is about or speaks of, the strongest first.';
comment on column article_subjects.main_topics is 'Those it is about (score at least 0.5).';
comment on column article_subjects.places is 'Countries and blocs it names, the weightiest first.';
comment on column article_subjects.main_places is 'Those it names in headline or lead, or again and again.';
comment on column article_subjects.pair is 'The two sides it is about, as in KR-US; null: there are not two.';
