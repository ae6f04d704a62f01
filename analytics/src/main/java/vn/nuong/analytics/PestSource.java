package vn.nuong.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.pest.PestForecaster;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;

/** The model of pests in use, looked for once a minute. For one thread. */
final class PestSource {

    private static final Logger LOG = LoggerFactory.getLogger(PestSource.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final ModelRegistry registry;
    private @Nullable PestForecaster forecaster;
    private String said = "";
    private boolean looked;
    private long lookedAt;

    PestSource(ModelRegistry registry) {
        this.registry = registry;
    }

    /** Empty when there is none, or none that can be read, which is said in the log. */
    Optional<PestForecaster> inUse() {
        if (!looked || System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
            looked = true;
            lookedAt = System.nanoTime();
            refresh();
        }
        return Optional.ofNullable(forecaster);
    }

    private void refresh() {
        try {
            Map<String, String> passedOver = new TreeMap<>();
            Path folder = registry.active(ModelCard.PEST, passedOver)
                    .map(ModelRegistry.Model::folder)
                    .orElse(null);
            PestForecaster before = forecaster;
            if (folder == null) {
                forecaster = null;
            } else if (before == null || !folder.endsWith(before.version())) {
                forecaster = PestForecaster.read(folder);
                LOG.info("catches are forecast with model {}", folder.getFileName());
            }
            say(passedOver.isEmpty() ? "" : "models of pests are passed over: " + passedOver);
        } catch (IOException e) {
            say("the model of pests in use cannot be read: " + e.getMessage());
        }
    }

    /** Once for each fault. */
    private void say(String fault) {
        if (!fault.isEmpty() && !fault.equals(said)) {
            LOG.warn("{}", fault);
        }
        said = fault;
    }
}
