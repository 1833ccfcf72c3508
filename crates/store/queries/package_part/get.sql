SELECT seq, document, content
FROM package_part
WHERE case_id = $1 AND build = $2 AND seq >= $3 AND document = $4
ORDER BY seq
LIMIT 1
