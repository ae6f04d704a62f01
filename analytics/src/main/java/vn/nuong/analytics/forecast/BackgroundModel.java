package vn.nuong.analytics.forecast;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A model that is still being loaded: its report is there at once, and the first to ask for a forecast waits for the rest.
 *
 * @param report the report of the model that is shipped
 * @param loading completes with the model
 */
record BackgroundModel(ModelReport report, CompletableFuture<MoistureModel> loading) implements MoistureModel {

    /** JavaCPP's own property for where it unpacks. */
    private static final String NATIVE_LIBRARIES = "org.bytedeco.javacpp.cachedir";

    static BackgroundModel load(Path nativeLibraries) {
        if (System.getProperty(NATIVE_LIBRARIES) == null) {
            System.setProperty(
                    NATIVE_LIBRARIES, nativeLibraries.toAbsolutePath().toString());
        }
        CompletableFuture<MoistureModel> loading =
                CompletableFuture.supplyAsync(MoistureModel::load, BackgroundModel::onItsOwnThread);
        return new BackgroundModel(ModelReport.shipped(), loading);
    }

    private static void onItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "moisture-model");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isReady() {
        return loading.isDone();
    }

    @Override
    public Optional<double[]> deltas(MoistureHistory history) {
        return loading.join().deltas(history);
    }
}
