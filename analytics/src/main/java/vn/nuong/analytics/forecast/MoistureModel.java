package vn.nuong.analytics.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.deep.DeepMoistureModel;

/** Something learned that says how soil moisture will change without knowing the rain to come. Implementations are thread-safe. */
public interface MoistureModel {

    /**
     * The change of moisture at each of {@link ModelReport#leadHours()} after the last observation, m³/m³.
     *
     * @return empty when the history is too short or too old, or the model cannot run on this machine
     */
    Optional<double[]> deltas(MoistureHistory history);

    /** Whether {@link #deltas} answers without waiting for the model to be loaded. */
    default boolean isReady() {
        return true;
    }

    /** What the model learned from, and how well it did on months that it never saw. */
    ModelReport report();

    /**
     * The shipped model; takes some seconds. Where its native library is missing for the platform it says so once in the log and
     * answers nothing, so that the physics takes over.
     */
    static MoistureModel load() {
        ModelReport report = ModelReport.shipped();
        try {
            return DeepMoistureModel.load(report);
        } catch (IOException | LinkageError | RuntimeException e) {
            LoggerFactory.getLogger(MoistureModel.class)
                    .warn(
                            "The learned moisture forecast cannot run on {} {} ({}): forecasts come from the physics.",
                            System.getProperty("os.name"),
                            System.getProperty("os.arch"),
                            e.toString());
            return new UnavailableModel(report);
        }
    }

    /**
     * The same without waiting: only the first {@link #deltas} waits.
     *
     * @param nativeLibraries folder that JavaCPP may unpack the native libraries into (about 400 MB, once), unless the system property
     *     {@code org.bytedeco.javacpp.cachedir} names one already; without either it would write into the user's home
     */
    static MoistureModel loadInBackground(Path nativeLibraries) {
        return BackgroundModel.load(nativeLibraries);
    }
}
