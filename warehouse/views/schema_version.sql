create or replace view schema_version as
select max(number) as version, max(applied_at) as applied_at
from migrations;
comment on view schema_version is 'Which version of the schema this is. Within one, columns are added and none is renamed or taken away.';
comment on column schema_version.version is 'Number of its last migration.';
comment on column schema_version.applied_at is 'When that was applied, by the wall''s clock.';
