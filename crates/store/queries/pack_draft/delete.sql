DELETE FROM pack_draft
WHERE revision = $1
