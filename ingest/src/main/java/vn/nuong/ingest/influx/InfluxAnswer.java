package vn.nuong.ingest.influx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;

/**
 * Reads an answer to InfluxQL row by row, so that its size does not matter. An answer that was cut off, that reports an error
 * or that calls itself partial is a failure, never a short answer.
 *
 * <p>The client's own readers are not used: as CSV InfluxDB leaves out errors (a bucket that does not exist looks like an empty
 * one, influxdb issue 21113), and of JSON the client 7.5.0 can read neither an empty answer nor a missing value.
 */
final class InfluxAnswer {

    private InfluxAnswer() {}

    /** InfluxDB answered that it cannot answer; its own words. */
    static final class ErrorAnswer extends IOException {

        private static final long serialVersionUID = 1;

        private ErrorAnswer(String words) {
            super(words);
        }
    }

    /** Takes the rows of an answer, one after the other. */
    interface Rows {
        void row(Row row) throws IOException;
    }

    /** One row; valid only while it is handed over. Values are as InfluxDB writes them. */
    static final class Row {

        private final String measurement;
        private final Map<String, String> tags;
        private final List<String> columns;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<@Nullable String> values = new ArrayList<>();

        private Row(String measurement, Map<String, String> tags, List<String> columns) {
            this.measurement = measurement;
            this.tags = tags;
            this.columns = columns;
            for (int i = 0; i < columns.size(); i++) {
                places.put(columns.get(i), i);
            }
        }

        String measurement() {
            return measurement;
        }

        /** The names of all columns, {@code time} first. */
        List<String> columns() {
            return columns;
        }

        /** Value of a column by its place in {@link #columns()}; null where the row has none. */
        @Nullable
        String value(int column) {
            return values.get(column);
        }

        /** Value of a column, or of a tag that the question grouped by; null where there is none. */
        @Nullable
        String find(String name) {
            Integer place = places.get(name);
            return place == null ? tags.get(name) : values.get(place);
        }

        String get(String name) throws IOException {
            String value = find(name);
            if (value == null || value.isEmpty()) {
                throw new IOException("a row of \"" + measurement + "\" has no \"" + name
                        + "\": the bucket is written by something else than ingest");
            }
            return value;
        }

        /** Value of a column that may be empty. */
        String getText(String name) {
            String value = find(name);
            return value == null ? "" : value;
        }

        double getDouble(String name) throws IOException {
            String value = get(name);
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new IOException("\"" + name + "\" of a row of \"" + measurement + "\" is " + value, e);
            }
        }

        long getLong(String name) throws IOException {
            String value = get(name);
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new IOException("\"" + name + "\" of a row of \"" + measurement + "\" is " + value, e);
            }
        }
    }

    /** @throws IOException when the answer is not whole */
    static void read(InputStream json, Rows rows) throws IOException {
        try (JsonParser parser = Json.mapper().createParser(json)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "results" -> {
                        expect(parser, parser.currentToken(), JsonToken.START_ARRAY);
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            result(parser, rows);
                        }
                    }
                    case "error" -> throw new ErrorAnswer(parser.getText());
                    default -> parser.skipChildren();
                }
            }
            expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
        }
    }

    private static void result(JsonParser parser, Rows rows) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "series" -> {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        series(parser, rows);
                    }
                }
                case "error" -> throw new ErrorAnswer(parser.getText());
                case "partial" -> refusePartial(parser);
                default -> parser.skipChildren();
            }
        }
        expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
    }

    private static void series(JsonParser parser, Rows rows) throws IOException {
        String measurement = "";
        Map<String, String> tags = new HashMap<>();
        List<String> columns = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "name" -> measurement = parser.getText();
                case "tags" -> {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String tag = parser.currentName();
                        parser.nextToken();
                        tags.put(tag, parser.getText());
                    }
                }
                case "columns" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        columns.add(parser.getText());
                    }
                }
                case "values" -> {
                    Row row = new Row(measurement, tags, columns);
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        values(parser, row);
                        rows.row(row);
                    }
                }
                case "partial" -> refusePartial(parser);
                default -> parser.skipChildren();
            }
        }
        expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
    }

    private static void values(JsonParser parser, Row row) throws IOException {
        row.values.clear();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || token.isStructStart()) {
                throw new IOException("InfluxDB's answer has " + token + " for a value");
            }
            row.values.add(token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        if (row.values.size() != row.columns.size()) {
            throw new IOException("InfluxDB's answer has a row of " + row.values.size() + " values for " + row.columns);
        }
    }

    private static void refusePartial(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            throw new IOException("InfluxDB gave only a part of the answer; it limits the rows of an answer");
        }
    }

    private static void expect(JsonParser parser, @Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("InfluxDB's answer has " + token + " where " + wanted + " should be, at "
                    + parser.currentLocation().offsetDescription());
        }
    }
}
