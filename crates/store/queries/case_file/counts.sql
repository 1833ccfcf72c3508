SELECT state, CAST(COUNT(*) AS BIGINT) AS cases
FROM case_file
GROUP BY state
ORDER BY state
