-- Which stories rest on a single origin, those that most outlets have first.
select first_at, first_outlet, origins[1] as origin, outlet_count, article_count, title
from story_origins
join (
    select story_id, arg_min(title, (coalesce(published_at, first_seen_at), article_id)) as title
    from articles
    group by story_id
) using (story_id)
where independent_origin_count = 1
order by outlet_count desc, article_count desc, first_at
