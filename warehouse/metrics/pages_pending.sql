-- Entries whose pages are still to be read.
select count(*) as value from entries where state = 'pending'
