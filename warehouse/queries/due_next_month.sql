-- What is due in the month to come.
select starts_on, ends_on, precision, what, article_count, moved_count, is_cancelled
from calendar
where if(starts_on < getvariable('today'), ends_on, starts_on)
    between getvariable('today') and getvariable('today') + 31
order by if(starts_on < getvariable('today'), ends_on, starts_on), precision != 'day', article_count desc, what
