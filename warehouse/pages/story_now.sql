-- The story that another has become part of.
select root_id from story_roots where story_id = $story;
