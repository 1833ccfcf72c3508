INSERT INTO package_part (case_id, build, seq, document, content)
VALUES ($1, $2, $3, $4, $5)
