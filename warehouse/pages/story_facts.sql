-- What each article of a story adds to it.
select told_at, article_id, outlet, kind, subject, change, words_before, words from story_facts
where story_id = $story and kind in ('figure', 'date', 'instrument', 'stage') order by told_at, kind, subject limit 120;
