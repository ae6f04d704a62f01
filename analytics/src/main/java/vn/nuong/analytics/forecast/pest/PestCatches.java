package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelForecaster;
import vn.nuong.analytics.forecast.registry.ModelRegistry;

/** Forecasts files of weekly catches with a trained model, for a trial: every week of every series, in log(1 + catch). Thread-safe. */
public final class PestCatches implements ModelForecaster {

    /** Half a year, so that a season is not all that decides. */
    private static final Least LEAST = new Least(182, 100);

    @Override
    public String kind() {
        return ModelCard.PEST;
    }

    @Override
    public Measure measure() {
        return Measure.RMSE_LOG_CATCH;
    }

    @Override
    public Least least() {
        return LEAST;
    }

    /** {@inheritDoc} A series' weeks before {@code from} are known to its forecasts. */
    @Override
    public List<Scored> forecast(ModelRegistry.Model model, List<Path> files, Instant from, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path folder = model.folder();
        if (folder == null) {
            throw new IOException(model.card().version() + " has no folder; no model of pests is shipped");
        }
        PestModels models = PestModels.read(folder);
        List<Scored> scored = new ArrayList<>();
        for (Path path : files) {
            CatchFile file = CatchFile.read(path);
            file.strayRows().forEach(progress);
            file.faults().values().forEach(why -> why.forEach(progress));
            progress.accept(path.getFileName() + ": " + file.series().size() + " series");
            for (Map.Entry<SeriesKey, List<CatchRow>> entry : file.series().entrySet()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped");
                }
                List<Boolean> later = entry.getValue().stream()
                        .map(r -> !begin(r.year(), r.week()).isBefore(from))
                        .toList();
                models.forecaster(new PestSeries(entry.getKey(), entry.getValue()), later)
                        .run()
                        .forEach(p -> scored.add(scored(path, p)));
            }
        }
        return scored;
    }

    private static Scored scored(Path file, PestPrediction p) {
        return new Scored(
                file.getFileName() + " " + p.key(),
                begin(p.year(), p.week()),
                p.horizon() * PestHeldOut.HOURS_A_WEEK,
                Math.log1p(p.observed()),
                Math.log1p(p.persistence()),
                Math.log1p(p.forecast()));
    }

    private static Instant begin(int year, int week) {
        return Weeks.firstDay(year, week).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
