package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoistureFeaturesTest {

    private static final int DAYS = 30;
    private static final int ISSUED = 24 * 20 + 5;
    private static final int[] HORIZONS = {24, 72};
    private static final String[] SOIL = {"soil_moisture_5cm", "soil_moisture_20cm", "soil_moisture_40cm"};
    private static final String[] WEATHER = {
        "station_rain", "rain", "air_temperature", "relative_humidity", "solar_radiation"
    };

    @TempDir
    Path folder;

    private MoistureFeatures features(MadeUpStation made, boolean observed) throws IOException {
        Path file = folder.resolve("s.csv");
        made.write(file);
        double[] usual = {0.15, 0.28, 0.34, 0.38};
        Site site = Site.of(
                Station.read(file, "soil_moisture_20cm"), List.of(5, 20, 40), 20, new double[][] {usual, usual, usual});
        Random random = new Random(1);
        List<Response> columns = List.of(Response.draw(random), Response.draw(random));
        return new MoistureFeatures(
                site,
                new MoistureFeatures.Seen(site),
                new ResponseForecasts(site, columns, HORIZONS, observed),
                HORIZONS,
                1,
                observed);
    }

    private static MadeUpStation changed(int from, int until, String... columns) {
        MadeUpStation made = new MadeUpStation(5, DAYS);
        for (String column : columns) {
            made.change(column, from, until, value -> "0.25");
        }
        return made;
    }

    @Test
    void withoutFutureWeatherNothingAfterTheIssueCounts() throws IOException {
        MoistureFeatures one = features(new MadeUpStation(5, DAYS), false);
        MoistureFeatures other = features(
                changed(ISSUED + 1, 24 * DAYS, WEATHER)
                        .change(SOIL[0], ISSUED + 1, 24 * DAYS, v -> "0.2")
                        .change(SOIL[1], ISSUED + 1, 24 * DAYS, v -> "0.2")
                        .change(SOIL[2], ISSUED + 1, 24 * DAYS, v -> "0.2"),
                false);
        for (int t = 0; t <= ISSUED; t++) {
            assertThat(other.at(t)).containsExactly(one.at(t));
            assertThat(other.base(t)).isEqualTo(one.base(t));
        }
        assertThat(other.at(ISSUED + 1)).isNotEqualTo(one.at(ISSUED + 1));
    }

    @Test
    void withFutureWeatherTheWeatherUpToTheValidTimeCountsAndNoLaterOne() throws IOException {
        MoistureFeatures one = features(new MadeUpStation(5, DAYS), true);
        MoistureFeatures later = features(changed(ISSUED + 73, 24 * DAYS, WEATHER), true);
        MoistureFeatures last = features(changed(ISSUED + 72, ISSUED + 73, WEATHER), true);
        MoistureFeatures soil = features(changed(ISSUED + 1, 24 * DAYS, SOIL), true);
        assertThat(later.at(ISSUED)).containsExactly(one.at(ISSUED));
        assertThat(later.base(ISSUED)).isEqualTo(one.base(ISSUED));
        assertThat(soil.at(ISSUED)).containsExactly(one.at(ISSUED));
        assertThat(soil.base(ISSUED)).isEqualTo(one.base(ISSUED));
        assertThat(last.at(ISSUED)).isNotEqualTo(one.at(ISSUED));
    }

    @Test
    void everyFeatureHasAName() throws IOException {
        for (boolean observed : new boolean[] {true, false}) {
            MoistureFeatures features = features(new MadeUpStation(5, DAYS), observed);
            assertThat(features.at(100)).hasSameSizeAs(features.names().toArray());
            assertThat(features.names()).doesNotHaveDuplicates();
        }
    }
}
