package vn.nuong.standalone.water;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.SeasonCrop;
import vn.nuong.analytics.agronomy.water.SeasonDay;
import vn.nuong.analytics.agronomy.water.SeasonSoil;

/**
 * A season as read from files.
 *
 * @param crop the crop
 * @param soil the soil
 * @param tallReference whether ETo is of the tall reference crop
 * @param days every day of it
 * @param notes what was assumed or left out, a sentence each
 */
record SeasonInput(SeasonCrop crop, SeasonSoil soil, boolean tallReference, List<SeasonDay> days, List<String> notes) {

    /** First and last day; null where the weather's own is meant. */
    record Span(@Nullable LocalDate from, @Nullable LocalDate to) {}
}
