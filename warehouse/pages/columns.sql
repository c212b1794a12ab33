-- Tables and views, and their columns, as the schema describes them.
with named as (
    select table_name, 'table' as kind, comment from duckdb_tables() where database_name = 'news'
    union all select view_name, 'view', comment from duckdb_views() where database_name = 'news' and not internal
)
select named.table_name, named.kind, named.comment, list({'name': column_name, 'type': data_type,
    'comment': duckdb_columns.comment} order by column_index) as columns
from named join duckdb_columns() using (table_name) where database_name = 'news' group by all order by table_name;
