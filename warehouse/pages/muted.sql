-- Whether a watch or story is mute now.
select arg_max(coalesce(until_at, 'infinity'), mute_number) > $now as is_muted from mutes
where subject = $subject and subject_id = $name having count(*) > 0;
