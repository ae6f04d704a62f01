package vn.nuong.analytics.forecast.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.deep.DeepMoistureModel;
import vn.nuong.analytics.forecast.train.Samples.Sample;
import vn.nuong.telemetry.json.Json;

/**
 * Trains the soil moisture model and writes it with its report: {@code --wufeng FILE [--kings-creek DIR] --out DIR [--seed N] [--date
 * YYYY-MM-DD]}. Repeats exactly for the same files and seed. See docs/model.md.
 */
public final class TrainModel {

    /** Name of the network's file in the output folder and in the jar. */
    static final String MODEL_FILE = "soil-moisture-24h.zip";

    static final String REPORT_FILE = "report.json";
    private static final double WUFENG_LONGITUDE = 120.69;
    private static final double KINGS_CREEK_LONGITUDE = -96.6;
    private static final String USAGE =
            "usage: TrainModel --wufeng FILE [--kings-creek DIR] --out DIR [--seed N] [--date YYYY-MM-DD]";

    private TrainModel() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        String wufeng = options.get("--wufeng");
        String out = options.get("--out");
        if (args.length % 2 != 0 || wufeng == null || out == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        String kingsCreek = options.get("--kings-creek");
        Recording taiwan = Recording.read(Path.of(wufeng), WUFENG_LONGITUDE, Splits.WUFENG_DEPTHS, Splits.WUFENG_SOUND);
        List<Recording> kansas = kingsCreek == null ? List.of() : stations(Path.of(kingsCreek));
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        String date = options.get("--date");
        train(
                taiwan,
                kansas,
                Path.of(out),
                seed,
                date == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(date),
                System.out);
    }

    private static List<Recording> stations(Path folder) throws IOException {
        List<Recording> stations = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".csv.gz")).sorted().toList()) {
                stations.add(Recording.read(file, KINGS_CREEK_LONGITUDE, Splits.KANSAS_PROBES, Instant.EPOCH));
            }
        }
        if (stations.isEmpty()) {
            throw new IOException("no *.csv.gz in " + folder);
        }
        return stations;
    }

    /** Trains, scores and writes the model and its report into a folder. */
    static ModelReport train(
            Recording wufeng, List<Recording> kansas, Path folder, long seed, LocalDate date, PrintStream out)
            throws IOException {
        Splits splits = Splits.of(wufeng, kansas);
        out.printf(
                "%d samples to fit, %d to choose on%n",
                splits.fit().size(), splits.choose().size());
        Trainer trainer = new Trainer(seed, out);
        Chosen chosen =
                Chosen.on(splits.choose(), trainer.fit("choosing", splits.fit()).changes(splits.choose()));
        List<Sample> seen = new ArrayList<>(splits.fit());
        seen.addAll(splits.choose());
        Trainer.Fitted fitted = trainer.fit("final", seen);

        Sample check = seen.get(seen.size() - 1);
        ModelReport unscored = Reports.of(fitted, chosen, seed, date, !kansas.isEmpty());
        DeepMoistureModel model = new DeepMoistureModel(unscored, fitted.network());
        Scoring scoring = new Scoring(seed);
        List<ModelReport.Measured> skills = new ArrayList<>();
        for (Splits.Unseen unseen : splits.unseen()) {
            skills.addAll(scoring.score(
                    unseen,
                    model.deltas(unseen.samples().stream().map(Sample::features).toList()),
                    chosen));
        }
        ModelReport report = Reports.scored(unscored, skills, Reports.check(check.features(), model));

        Files.createDirectories(folder);
        fitted.network().write(folder.resolve(MODEL_FILE));
        Json.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(REPORT_FILE).toFile(), report);
        for (ModelReport.Measured m : skills) {
            out.printf(
                    "%s %d cm, %d h: skill %.3f (%.3f to %.3f), physics %s, inside band %.2f, n %d%n",
                    m.site(),
                    m.depthCm(),
                    m.leadHours(),
                    m.skill(),
                    m.skillLow(),
                    m.skillHigh(),
                    m.physicsSkill(),
                    m.insideBand(),
                    m.n());
        }
        out.printf("%d features; wrote %s%n", LagFeatures.names().size(), folder);
        return report;
    }
}
