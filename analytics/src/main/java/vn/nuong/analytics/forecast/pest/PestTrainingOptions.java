package vn.nuong.analytics.forecast.pest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model of pests is to be trained.
 *
 * @param train file of weekly catches to learn from
 * @param out folder of the model; must not be there yet
 * @param weeks how far ahead, each 1 to {@value PestOptions#FARTHEST}
 * @param until weeks that begin on this day or later are held out, to measure the skill on; null for the last fifth of each series' weeks
 * @param licence of the file, when none lies beside it; null when it is not known
 * @param name of the model, as {@code card.json} has it
 * @param created as {@code card.json} has it
 * @param seed as {@code card.json} has it; nothing is drawn, so it changes nothing else
 * @param version of the product
 */
public record PestTrainingOptions(
        Path train,
        Path out,
        List<Integer> weeks,
        @Nullable LocalDate until,
        @Nullable String licence,
        String name,
        Instant created,
        long seed,
        String version) {

    /** @throws IllegalArgumentException when a horizon is out of range or there is none */
    public PestTrainingOptions {
        weeks = PestOptions.checked(weeks);
    }
}
