-- On how many independent origins a story rests, and which.
select independent_origin_count, origins from origins_of([$story]);
