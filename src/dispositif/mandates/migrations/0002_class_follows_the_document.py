"""The class of a document is the class of its mandates: copied here, by the database, whoever changes it.

A list of 100,000 mandates that asked the document of each row for its class would take seconds.
"""

from django.db import migrations

COPY = """
CREATE FUNCTION mandates_class_of_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT d.sensitivity INTO NEW.sensitivity
    FROM documents_provision p JOIN documents_document d ON d.id = p.document_id WHERE p.id = NEW.provision_id;
    RETURN NEW;
END $$;
CREATE TRIGGER class_of_document BEFORE INSERT OR UPDATE OF provision_id, sensitivity ON mandates_mandate
    FOR EACH ROW EXECUTE FUNCTION mandates_class_of_document();
CREATE FUNCTION mandates_class_of_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT m.sensitivity INTO NEW.sensitivity FROM mandates_mandate m WHERE m.id = NEW.mandate_id;
    RETURN NEW;
END $$;
CREATE TRIGGER class_of_mandate BEFORE INSERT OR UPDATE OF mandate_id, sensitivity ON mandates_course
    FOR EACH ROW EXECUTE FUNCTION mandates_class_of_mandate();
CREATE FUNCTION mandates_follow_class() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mandates_mandate m SET sensitivity = NEW.sensitivity
        FROM documents_provision p WHERE p.id = m.provision_id AND p.document_id = NEW.id;
    UPDATE mandates_course c SET sensitivity = NEW.sensitivity
        FROM mandates_mandate m JOIN documents_provision p ON p.id = m.provision_id
        WHERE m.id = c.mandate_id AND p.document_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER mandates_follow_class AFTER UPDATE OF sensitivity ON documents_document
    FOR EACH ROW EXECUTE FUNCTION mandates_follow_class();
"""
REMOVE = """
DROP TRIGGER mandates_follow_class ON documents_document;
DROP TRIGGER class_of_mandate ON mandates_course;
DROP TRIGGER class_of_document ON mandates_mandate;
DROP FUNCTION mandates_follow_class(), mandates_class_of_mandate(), mandates_class_of_document();
"""


class Migration(migrations.Migration):
    """Three triggers and their functions."""

    dependencies = [("mandates", "0001_initial")]
    operations = [migrations.RunSQL(COPY, REMOVE)]
