-- A shop of {n} customers with the same rows at every run: 21 rows for an ordinary customer, 130,003 for the heavy one.
CREATE TABLE address (id int PRIMARY KEY, street text, house text, city text, postal_code text, country text);
CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text, phone text, birth_date date,
    address_id int REFERENCES address (id), created_at timestamptz);
CREATE TABLE login_event (id int PRIMARY KEY, customer_id int REFERENCES customer (id), ip text, user_agent text,
    at timestamptz);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer (id),
    shipping_address_id int REFERENCES address (id), total_cents int, delivery_note text, created_at timestamptz);
CREATE TABLE order_item (id int PRIMARY KEY, order_id int REFERENCES orders (id), product text, quantity int,
    price_cents int, engraving text);
CREATE TABLE payment_method (id int PRIMARY KEY, customer_id int REFERENCES customer (id), iban text, holder_name text,
    billing_address_id int REFERENCES address (id));
CREATE TABLE support_ticket (id int PRIMARY KEY, email text, subject text, body text, created_at timestamptz);

INSERT INTO address
SELECT i, 'Street ' || i % 5000, i % 250, 'City ' || i % 400, lpad((1000 + i % 9000)::text, 4, '0') || ' AB', 'NL'
FROM generate_series(1, {n}) i;
INSERT INTO customer
SELECT i, 'user' || i || '@example.com', 'Name ' || i, '+3160' || lpad(i::text, 7, '0'), date '1950-01-01' + i % 20000, i,
    timestamptz '2020-01-01 00:00Z' + (i % 1800) * interval '1 day'
FROM generate_series(1, {n}) i;
INSERT INTO login_event
SELECT i, 1 + (i - 1) % {n}, '10.' || i % 250 || '.' || i % 240 || '.' || i % 230, 'Browser ' || i % 50,
    timestamptz '2022-01-01 00:00Z' + (i % 100000) * interval '1 minute'
FROM generate_series(1, 5 * {n}) i;
INSERT INTO orders
SELECT i, 1 + (i - 1) % {n}, 1 + (i - 1) % {n}, 1000 + i % 50000, 'Leave at door ' || i,
    timestamptz '2022-01-01 00:00Z' + (i % 1000) * interval '1 hour'
FROM generate_series(1, 3 * {n}) i;
INSERT INTO order_item
SELECT i, 1 + (i - 1) % (3 * {n}), 'Product ' || i % 1000, 1 + i % 4, 100 + i % 9000, 'Engraving ' || i
FROM generate_series(1, 9 * {n}) i;
INSERT INTO payment_method SELECT i, i, 'NL00BANK' || lpad(i::text, 10, '0'), 'Name ' || i, i FROM generate_series(1, {n}) i;
INSERT INTO support_ticket
SELECT i, 'user' || i || '@example.com', 'Subject ' || i, repeat('Body of ticket ' || i || '. ', 10),
    timestamptz '2023-01-01 00:00Z' + (i % 1000) * interval '1 hour'
FROM generate_series(1, {n}) i;

INSERT INTO address VALUES (100000001, 'Heavy', '1', 'City', '1000 AA', 'NL'), (0, 'Zero', '1', 'City', '1000 AA', 'NL');
INSERT INTO customer VALUES
(100000001, 'heavy@example.com', 'Heavy Subject', '+31600000000', '1970-01-01', 100000001, '2020-01-01 00:00Z'),
(0, 'zero@example.com', 'Zero Subject', '+31600000002', '1970-01-01', 0, '2020-01-01 00:00Z');
INSERT INTO orders
SELECT 100000000 + i, 100000001, 100000001, 1000 + i, 'Note ' || i, '2022-01-01 00:00Z' FROM generate_series(1, 20000) i;
INSERT INTO order_item
SELECT 100000000 + i, 100000000 + 1 + (i - 1) % 20000, 'Product ' || i % 1000, 1, 100, 'Engraving ' || i
FROM generate_series(1, 60000) i;
INSERT INTO login_event
SELECT 100000000 + i, 100000001, '10.0.0.1', 'Browser', '2022-01-01 00:00Z' FROM generate_series(1, 50000) i;
INSERT INTO payment_method VALUES (100000001, 100000001, 'NL00BANK0000000000', 'Heavy Subject', 100000001);

CREATE INDEX ON login_event (customer_id);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON order_item (order_id);
CREATE INDEX ON payment_method (customer_id);
CREATE INDEX ON support_ticket (email);
CREATE INDEX ON customer (address_id);
ANALYZE;
