-- Figures that changed, the newest first, with the parties by name.
with newest as materialized (from figure_changes order by told_at desc, article_id limit $most)
select newest.*,
    case when $language = 'ko' then one.label_ko else one.label_en end as imposer_name,
    case when $language = 'ko' then other.label_ko else other.label_en end as target_name
from newest
left join places as one on one.place = newest.imposer
left join places as other on other.place = newest.target
order by told_at desc, article_id;
