%% file: table.sql
%% from: written for this test
CREATE TABLE mail_queue (id INT(11), sender VARCHAR(254), recipient VARCHAR(320), body VARCHAR(550));
INSERT INTO mail_queue VALUES (421, 'alice@example.org', 'bob@example.net', 'x'), (450, 'c@example.org', 'd@example.net', 'y');
SELECT * FROM mail_queue WHERE id BETWEEN 250 AND 550 LIMIT 500;
