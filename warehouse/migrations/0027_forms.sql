-- What tells notices in one form of words apart. Profiles of before have none of it, and are compared without.
alter table article_profiles add column subjects uinteger[] default [];
alter table article_profiles add column numbers uinteger[] default [];
comment on column article_profiles.subjects is 'Those of terms that are words of its headline and in its text.';
comment on column article_profiles.numbers is 'Those of terms that are numbers.';
