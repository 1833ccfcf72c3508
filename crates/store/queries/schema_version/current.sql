SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS version
FROM schema_version
