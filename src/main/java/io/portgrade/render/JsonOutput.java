package io.portgrade.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of JSON, field by field; a field whose value is null is left out. */
final class JsonOutput {

    private final JsonGenerator json;

    JsonOutput(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the fields of one value. */
    interface Fields<T> {

        void write(T value) throws IOException;
    }

    void text(String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(field);
            json.writeString(value);
        }
    }

    void number(String field, int value) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(value);
    }

    void number(String field, @Nullable Integer value) throws IOException {
        if (value != null) {
            number(field, value.intValue());
        }
    }

    void number(String field, double value) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(value);
    }

    void flag(String field, boolean value) throws IOException {
        json.writeFieldName(field);
        json.writeBoolean(value);
    }

    void texts(String field, List<String> values) throws IOException {
        json.writeFieldName(field);
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    void textsUnlessEmpty(String field, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            texts(field, values);
        }
    }

    void textByKey(String field, Map<String, String> values) throws IOException {
        json.writeFieldName(field);
        json.writeStartObject();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    <T> void object(String field, @Nullable T value, Fields<T> fields) throws IOException {
        if (value != null) {
            json.writeFieldName(field);
            object(value, fields);
        }
    }

    <T> void object(T value, Fields<T> fields) throws IOException {
        json.writeStartObject();
        fields.write(value);
        json.writeEndObject();
    }

    <T> void objects(String field, List<T> values, Fields<T> fields) throws IOException {
        json.writeFieldName(field);
        json.writeStartArray();
        for (T value : values) {
            object(value, fields);
        }
        json.writeEndArray();
    }

    /** What its annotations say about it, which takes longer. */
    void annotated(String field, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeFieldName(field);
            json.writePOJO(value);
        }
    }

    void annotatedUnlessEmpty(String field, List<?> values) throws IOException {
        if (!values.isEmpty()) {
            annotated(field, values);
        }
    }
}
