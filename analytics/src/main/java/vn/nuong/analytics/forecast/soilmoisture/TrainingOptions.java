package vn.nuong.analytics.forecast.soilmoisture;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model of the service is to be trained.
 *
 * @param train folders of the stations to learn from, a wide hourly CSV each
 * @param out folder of the model; must not hold one already
 * @param depths that are forecast, cm
 * @param until readings from then on are held out, to measure the skill on; null for the last fifth of each record
 * @param licence of files in folders that say none themselves; null when it is not known
 * @param name of the model, as {@code card.json} has it
 * @param created as {@code card.json} has it
 * @param seed of everything drawn
 * @param version of the product
 */
public record TrainingOptions(
        List<Path> train,
        Path out,
        List<Integer> depths,
        @Nullable Instant until,
        @Nullable String licence,
        String name,
        Instant created,
        long seed,
        String version) {

    /** Hours ahead that have a model; what lies between is drawn between them. */
    public static final List<Integer> HORIZONS = List.of(6, 24, 72, 168);

    private static final int DEEPEST_CM = 200;

    public TrainingOptions {
        train = List.copyOf(train);
        depths = depths.stream().sorted().distinct().toList();
        if (train.isEmpty()) {
            throw new IllegalArgumentException("nothing to learn from; name a folder of stations");
        }
        for (int depth : depths) {
            if (depth < 1 || depth > DEEPEST_CM) {
                throw new IllegalArgumentException("depth " + depth + " cm is outside 1.." + DEEPEST_CM);
            }
        }
    }
}
