-- {rows} log-ins of 100,000 customers, {due} of them older than a year; the same table again for the baseline.
CREATE TABLE customer (id int PRIMARY KEY, name text);
INSERT INTO customer SELECT i, 'Name ' || i FROM generate_series(1, 100000) i;
CREATE TABLE login_event (id bigint, customer_id int NOT NULL, ip text, user_agent text, at timestamptz NOT NULL);
INSERT INTO login_event
SELECT i, 1 + i % 100000, '10.' || i % 250 || '.' || i % 240 || '.' || i % 230, 'Browser ' || i % 50,
    now() - CASE WHEN i <= {due} THEN interval '500 days' ELSE interval '300 days' END + i % 100 * interval '1 day'
FROM generate_series(1, {rows}) i;
CREATE TABLE login_event_floor AS SELECT * FROM login_event;
ALTER TABLE login_event ADD PRIMARY KEY (id);
ALTER TABLE login_event_floor ADD PRIMARY KEY (id);
ALTER TABLE login_event ADD FOREIGN KEY (customer_id) REFERENCES customer (id);
ALTER TABLE login_event_floor ADD FOREIGN KEY (customer_id) REFERENCES customer (id);
CREATE INDEX ON login_event (at);
CREATE INDEX ON login_event_floor (at);
CREATE INDEX ON login_event (customer_id);
CREATE INDEX ON login_event_floor (customer_id);
VACUUM ANALYZE;
CHECKPOINT;
