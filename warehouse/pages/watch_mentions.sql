-- Where a watch was found, the newest first.
with found as (
    select * from mentions
    where watch_id = $watch and ($before_at is null or (found_at, mention_id) < ($before_at, $before_id))
    order by found_at desc, mention_id desc limit $most
)
select found.mention_id, found.found_at, found.version, found.is_history, found.excerpt, found.marks::text as marks,
    articles.article_id, articles.story_id, articles.title, articles.outlet, articles.published_at, articles.language,
    articles.url, articles.quality, alerts.alert_id, alerts.kind, alerts.state
from found join articles using (article_id) left join alerts using (mention_id)
order by found.found_at desc, found.mention_id desc;
