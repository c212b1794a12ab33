-- What is remembered of a page between readings, and the lines that a host repeats on page after page.
alter table entries add column page_hash text;
comment on column entries.page_hash is 'sha256 of the last page an article came of; equal bytes are not read again.';
alter table entries add column page_etag text;
comment on column entries.page_etag is 'Validator of that page.';
alter table entries add column page_last_modified text;
comment on column entries.page_last_modified is 'Validator of that page, as the server wrote it.';
alter table entries add column page_read_at timestamptz;
comment on column entries.page_read_at is 'Clock of the run that last came to an end with its page.';
alter table entries add column is_reread boolean default false;
comment on column entries.is_reread is 'Pending because of the schedule of re-reading, not because of its feed.';

create table host_lines (
    host           text not null,
    line_hash      ubigint not null,
    holders        text[] not null,
    is_boilerplate boolean not null,
    line           text,
    first_seen_at  timestamptz not null,
    last_seen_at   timestamptz not null
);
comment on table host_lines is 'Lines of articles by host, the first of each article left out: those that articles of different content share are boilerplate. Others are forgotten after a month.';
comment on column host_lines.host is 'Host of the pages, without a leading www.';
comment on column host_lines.line_hash is 'Hash of the line, without regard to case and spacing.';
comment on column host_lines.holders is 'The first articles that held it, no two of them copies of each other; three make it boilerplate.';
comment on column host_lines.is_boilerplate is 'Whether it is marked wherever this host prints it.';
comment on column host_lines.line is 'The line itself, once it is boilerplate; at most 300 characters.';
comment on column host_lines.first_seen_at is 'Clock of the run that first saw it.';
comment on column host_lines.last_seen_at is 'Clock of the run that last saw it.';
