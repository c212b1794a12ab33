-- Figures that changed, the newest first.
select * from figure_changes order by told_at desc, article_id limit $most;
