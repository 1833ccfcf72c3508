DELETE FROM package_part
WHERE case_id = $1 AND build <> $2
