-- The alerts raised on a story.
select alert_id, kind, watch_id, reason, raised_at, state from alerts 
where article_id in (select article_id from article_stories where story_id = $story)
order by raised_at, alert_id limit 100;
