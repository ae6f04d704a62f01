package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import vn.nuong.telemetry.json.Json;

/** Cards of the models in the jar. */
public final class ShippedModels {

    private static final String SOIL_MOISTURE = "/model/" + ModelCard.FILE;

    private ShippedModels() {}

    /** One a kind. */
    public static List<ModelCard> cards() {
        try (InputStream in = ShippedModels.class.getResourceAsStream(SOIL_MOISTURE)) {
            if (in == null) {
                throw new IllegalStateException(SOIL_MOISTURE + " is not in the jar; build the module anew");
            }
            return List.of(Json.read(in.readAllBytes(), ModelCard.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
