-- Articles on shipbuilding and tariffs that name Korea and the United States.
select published_at, outlet, title
from article_subjects
where list_has_all(topics, ['shipbuilding', 'tariffs']) and list_has_all(places, ['KR', 'US'])
order by published_at desc
