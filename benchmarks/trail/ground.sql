-- Tables beside the trail: the same rows without chain, lock and anchor; and a log that a trigger writes.
CREATE TABLE plain_entry (LIKE trail_entry INCLUDING ALL);
CREATE TABLE plain_content (LIKE trail_content INCLUDING ALL);
CREATE SEQUENCE plain_number;

CREATE TABLE watched (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uuid uuid NOT NULL, value jsonb NOT NULL);
CREATE TABLE watched_event (
    event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_at timestamptz NOT NULL,
    event_label text NOT NULL, context jsonb, id bigint NOT NULL, uuid uuid NOT NULL, value jsonb NOT NULL
);
CREATE INDEX watched_events_of_one ON watched_event (id, event_id);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO watched_event (event_at, event_label, context, id, uuid, value)
    VALUES (now(), TG_OP, nullif(current_setting('watched.context', true), '')::jsonb, NEW.id, NEW.uuid, NEW.value);
    RETURN NULL;
END $$;
CREATE TRIGGER watching AFTER INSERT OR UPDATE ON watched FOR EACH ROW EXECUTE FUNCTION watch();

GRANT SELECT, INSERT ON plain_entry, plain_content, watched, watched_event TO dispositif_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO dispositif_app;
