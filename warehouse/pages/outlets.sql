-- Names that complete a query.
select name from feeds where is_listed order by name limit 500;
