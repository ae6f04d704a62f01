package vn.nuong.telemetry.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads 900 and 900.0, but not 1.5, of which Jackson by itself would drop the half without a word. */
public final class WholeNumber extends StdScalarDeserializer<Integer> {

    private static final long serialVersionUID = 1;

    public WholeNumber() {
        super(Integer.class);
    }

    /** @throws InvalidFormatException when it has a fraction */
    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            BigDecimal value = parser.getDecimalValue();
            if (value.stripTrailingZeros().scale() > 0) {
                throw InvalidFormatException.from(parser, "a number with a fraction", value, Integer.class);
            }
        }
        return context.readValue(parser, Integer.class);
    }
}
