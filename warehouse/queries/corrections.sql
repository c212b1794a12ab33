-- What was changed after publication, and when that was found.
select told_at as found_at, outlet, event, note, title
from story_timeline
where version > 1
order by found_at desc
