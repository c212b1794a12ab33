-- Lists are gathered last, so that they are gathered for those articles alone that a question leaves.
create or replace view article_subjects as
with about as (
    select
        articles.article_id, articles.published_at, articles.outlet, articles.title, articles.url,
        list(topic order by score desc, topic) filter (where topic is not null) as topics,
        list(topic order by score desc, topic) filter (where score >= 0.5) as main_topics
    from articles
    left join article_topics on article_topics.article_id = articles.article_id and score >= 0.15
    group by articles.article_id, articles.published_at, articles.outlet, articles.title, articles.url
), named as (
    select
        about.*,
        list(place order by weight desc, place) filter (where place is not null) as places,
        list(place order by weight desc, place) filter (where is_prominent) as main_places
    from about
    left join article_places using (article_id)
    group by all
)
select
    article_id, published_at, outlet, title, url,
    coalesce(topics, []) as topics,
    coalesce(main_topics, []) as main_topics,
    coalesce(places, []) as places,
    coalesce(main_places, []) as main_places,
    case when place_a is not null then place_a || '-' || place_b end as pair
from named
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
