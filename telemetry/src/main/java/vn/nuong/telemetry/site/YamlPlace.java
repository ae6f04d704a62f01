package vn.nuong.telemetry.site;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the line of a YAML text at which something stands. The place that Jackson names is where it stopped reading. */
public final class YamlPlace {

    private static final Pattern POSITION = Pattern.compile("\\d+");

    private YamlPlace() {}

    /**
     * The line of what lies at a path, counted from 1; where there is nothing, that of what it would lie in.
     *
     * @param yaml the text, which must be readable
     * @param path names and positions in lists, as {@code crop/hedge/cuts/0/date}; empty for the whole
     */
    public static int line(String yaml, String path) {
        List<JsonMappingException.Reference> steps = new ArrayList<>();
        for (String step : path.isEmpty() ? new String[0] : path.split("/")) {
            steps.add(
                    POSITION.matcher(step).matches()
                            ? new JsonMappingException.Reference(null, Integer.parseInt(step))
                            : new JsonMappingException.Reference(null, step));
        }
        try {
            return line(yaml, steps, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The line of what lies at a path, counted from 1. Of an object that is at fault as a whole: the line of the first of its fields
     * that the message speaks of, or else of its beginning.
     */
    static int line(String yaml, List<JsonMappingException.Reference> path, String message) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            parser.nextToken();
            int line = parser.currentTokenLocation().getLineNr();
            for (JsonMappingException.Reference step : path) {
                int next = step.getFieldName() == null
                        ? enterList(parser, step.getIndex())
                        : enterField(parser, step.getFieldName());
                if (next < 0) {
                    return line;
                }
                line = next;
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    int field = parser.currentTokenLocation().getLineNr();
                    if (Pattern.compile("\\b" + Pattern.quote(parser.currentName()) + "\\b")
                            .matcher(message)
                            .find()) {
                        return field;
                    }
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            return line;
        }
    }

    /** Goes to an entry; returns its line, or -1 where there is none. */
    private static int enterList(JsonParser parser, int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return -1;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
            if (i == index) {
                return parser.currentTokenLocation().getLineNr();
            }
            parser.skipChildren();
        }
        return -1;
    }

    /** Goes to a field's value; returns the line of its name, or -1 where there is none. */
    private static int enterField(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return -1;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int line = parser.currentTokenLocation().getLineNr();
            boolean isIt = name.equals(parser.currentName());
            parser.nextToken();
            if (isIt) {
                return line;
            }
            parser.skipChildren();
        }
        return -1;
    }
}
