package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelForecaster;
import vn.nuong.analytics.forecast.registry.ModelRegistry;

/**
 * Forecasts recorded stations with a trained model, for a trial: at each depth and horizon by what {@link Choice} would have made it, every
 * three hours, with the weather to come and without. Where that is the
 * recession the model has stepped aside for the plot's own soil, which a recording does not tell: it counts as persistence there.
 */
public final class SoilMoistureRecordings implements ModelForecaster {

    private static final Pattern MODEL = Pattern.compile("soil_moisture_(\\d{1,4})cm-none\\.json");

    /** What the service keeps of a probe: so far back may be looked. */
    private static final int KNOWN_HOURS = 45 * 24;

    /** Neighbouring hours err alike. */
    private static final int EVERY_HOURS = 3;

    @Override
    public String kind() {
        return ModelCard.SOIL_MOISTURE;
    }

    @Override
    public List<Scored> forecast(ModelRegistry.Model model, List<Path> files, Instant from, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path folder = model.folder();
        Pieces pieces = folder == null ? Pieces.inJar("/model") : Pieces.in(folder);
        List<Integer> depths = model.card().files().keySet().stream()
                .map(MODEL::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.valueOf(m.group(1)))
                .toList();
        if (depths.isEmpty()) {
            throw new IOException(model.card().version() + " names no file of a depth; train it anew");
        }
        List<Scored> scored = new ArrayList<>();
        for (int depth : depths) {
            for (boolean observed : new boolean[] {false, true}) {
                SoilMoistureModel one = SoilMoistureModel.read(pieces, depth, observed);
                List<Choice> choices = one.target().horizons().stream()
                        .map(h -> Choice.of(model.card(), depth, observed, h))
                        .toList();
                for (Path file : files) {
                    if (Station.depths(file).contains(depth)) {
                        progress.accept(file.getFileName() + ", " + depth + " cm, weather to come "
                                + (observed ? "known" : "not known"));
                        Station station = Station.read(file, "soil_moisture_" + depth + "cm");
                        forecast(one, choices, station, from, new Progress(progress), scored);
                    }
                }
            }
        }
        return scored;
    }

    private static void forecast(
            SoilMoistureModel model,
            List<Choice> choices,
            Station whole,
            Instant from,
            Progress progress,
            List<Scored> scored)
            throws InterruptedException {
        int first = (int) Math.max(0, Duration.between(whole.time(0), from).toHours());
        if (first >= whole.length()) {
            return;
        }
        int cut = Math.max(0, first - KNOWN_HOURS);
        Station station = whole.from(cut);
        SoilMoistureModel.Target target = model.target();
        String series = station.name() + " " + target.depthCm() + "cm " + (target.observed() ? "observed" : "none");
        List<List<Prediction>> said = model.forecast(station, first - cut, progress);
        for (int h = 0; h < choices.size(); h++) {
            MoistureFeatures at = model.features(station, h);
            for (Prediction row : said.get(h)) {
                if (row.hour() >= first - cut && row.hour() % EVERY_HOURS == 0) {
                    scored.add(new Scored(
                            series,
                            station.time(row.hour()),
                            row.horizon(),
                            row.observed(),
                            row.persistence(),
                            row.persistence() + change(choices.get(h), row, at)));
                }
            }
        }
    }

    private static double change(Choice choice, Prediction row, MoistureFeatures at) {
        double change = switch (choice.by()) {
            case HeldOutSkill.NETWORKS -> row.forecast() - row.persistence();
            case HeldOutSkill.COLUMNS -> at.physics(row.hour());
            default -> 0;
        };
        return Double.isNaN(change) ? 0 : change;
    }
}
