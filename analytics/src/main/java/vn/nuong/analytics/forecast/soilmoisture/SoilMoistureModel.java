package vn.nuong.analytics.forecast.soilmoisture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;

/**
 * All that is learned from the training stations: usual ranges, physical columns and a {@link HorizonModel} for each horizon. Immutable once
 * learned or read.
 */
final class SoilMoistureModel {

    private static final int LAYERS = 3;
    private static final int COLUMNS = 4;
    private static final int WHOLE_EVERY_HOURS = 3;
    private static final int NEW_EVERY_HOURS = 4;
    private static final int POOR_EVERY_HOURS = 12;

    private static final int FORMAT = 1;

    /** In the service a track record rests on a forecast of the columns every so many hours: one an hour would cost twenty times as much. */
    private static final int LIVE_EVERY_HOURS = 24;

    /**
     * What is forecast.
     *
     * @param depthCm depth, cm
     * @param observed whether the weather to come is among the inputs
     * @param horizons hours, ascending
     */
    record Target(int depthCm, boolean observed, List<Integer> horizons) {
        Target {
            horizons = List.copyOf(horizons);
        }

        int[] hours() {
            return horizons.stream().mapToInt(h -> h).toArray();
        }
    }

    /**
     * All but the models of the horizons, as it is kept in a file.
     *
     * @param format of the file
     * @param target what is forecast
     * @param depths layers of the physical columns, cm
     * @param usual range of each layer at the training stations, m³/m³, as {@link SoilRange#SHARES}
     * @param columns parameters of the physical columns
     * @param features names of the inputs, by horizon
     * @param samples that the shortest horizon learned from
     * @param models numbers of each horizon's
     */
    private record Common(
            int format,
            Target target,
            List<Integer> depths,
            double[][] usual,
            double[][] columns,
            List<List<String>> features,
            int samples,
            List<HorizonModel.Numbers> models) {}

    private final Target target;
    private final List<Integer> depths;
    private final double[][] usual;
    private final List<Response> columns;
    private final List<List<String>> features;
    private final List<HorizonModel> models;
    private final int samples;

    private SoilMoistureModel(Common common, List<HorizonModel> models) {
        this.target = common.target();
        this.depths = List.copyOf(common.depths());
        this.usual = common.usual();
        this.columns = Arrays.stream(common.columns()).map(Response::new).toList();
        this.features = List.copyOf(common.features());
        this.samples = common.samples();
        this.models = List.copyOf(models);
    }

    /**
     * Learns.
     *
     * @param kept folder that finished pieces are kept in, so that an interrupted run goes on
     */
    static SoilMoistureModel fit(List<Station> stations, Target target, long seed, Path kept, Progress progress)
            throws IOException, InterruptedException {
        List<Integer> depths = layers(stations, target.depthCm());
        double[][] usual = new double[depths.size()][];
        for (int j = 0; j < usual.length; j++) {
            usual[j] = usual(stations, depths.get(j));
        }
        Learning learning = new Learning(target, depths, usual, seed, progress);
        double[][] columns = learning.columns(stations, kept.resolve("response.json"));
        List<Samples> all = learning.samples(
                stations, Arrays.stream(columns).map(Response::new).toList());
        List<HorizonModel> models = new ArrayList<>();
        for (int h = 0; h < all.size(); h++) {
            int horizon = target.horizons().get(h);
            models.add(HorizonModel.fit(
                    all.get(h), kept, name(horizon), target.observed(), seed * 1_000 + horizon, progress));
        }
        return new SoilMoistureModel(
                new Common(
                        FORMAT,
                        target,
                        depths,
                        usual,
                        columns,
                        learning.features,
                        all.get(0).size(),
                        List.of()),
                models);
    }

    private static String name(int horizon) {
        return horizon + "h";
    }

    /** Names of the two files of a model: {@code soil_moisture_20cm-observed.json} and {@code .bin}. */
    private static String stem(int depthCm, boolean observed) {
        return "soil_moisture_" + depthCm + "cm-" + (observed ? "observed" : "none");
    }

    /** Writes the model into a folder as two files, from which {@link #read} makes the same one. */
    void write(Path folder) throws IOException {
        String stem = stem(target.depthCm(), target.observed());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(stem + ".bin")))) {
            for (HorizonModel model : models) {
                model.write(out);
            }
        }
        Files.write(
                folder.resolve(stem + ".json"),
                Json.mapper()
                        .writeValueAsBytes(new Common(
                                FORMAT,
                                target,
                                depths,
                                usual,
                                columns.stream().map(Response::parameters).toArray(double[][]::new),
                                features,
                                samples,
                                models.stream().map(HorizonModel::numbers).toList())));
    }

    /** @throws IOException naming the file, when a piece is missing, damaged or of another format */
    static SoilMoistureModel read(Pieces pieces, int depthCm, boolean observed) throws IOException {
        String stem = stem(depthCm, observed);
        try (InputStream json = pieces.open(stem + ".json");
                InputStream in = pieces.open(stem + ".bin")) {
            Common common = Json.mapper().readValue(json, Common.class);
            if (common.format() != FORMAT) {
                throw new IOException("format " + common.format() + ", not " + FORMAT + "; train it anew");
            }
            List<HorizonModel> models = new ArrayList<>();
            for (HorizonModel.Numbers numbers : common.models()) {
                models.add(HorizonModel.read(numbers, in));
            }
            return new SoilMoistureModel(common, models);
        } catch (IOException e) {
            throw new IOException(stem + ": " + e.getMessage(), e);
        }
    }

    /** Up to three of the depths that most training stations have: the target's and the ones next to it. */
    private static List<Integer> layers(List<Station> stations, int targetCm) {
        TreeSet<Integer> common = new TreeSet<>();
        for (Station station : stations) {
            for (int depth : station.depths()) {
                long having = stations.stream()
                        .filter(s -> s.depths().contains(depth))
                        .count();
                if (2 * having > stations.size() && usualOf(stations, depth) > 0) {
                    common.add(depth);
                }
            }
        }
        common.add(targetCm);
        List<Integer> sorted = List.copyOf(common);
        int from = Math.max(0, Math.min(sorted.indexOf(targetCm) - 1, sorted.size() - LAYERS));
        return sorted.subList(from, Math.min(sorted.size(), from + LAYERS));
    }

    private static long usualOf(List<Station> stations, int depth) {
        return stations.stream()
                .filter(s -> SoilRange.whole(s.depth(depth)) != null)
                .count();
    }

    private static double[] usual(List<Station> stations, int depth) {
        double[] mean = new double[SoilRange.SHARES.length];
        int n = 0;
        for (Station station : stations) {
            double[] own = SoilRange.whole(station.depth(depth));
            if (own != null) {
                n++;
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += (own[i] - mean[i]) / n;
                }
            }
        }
        if (n == 0) {
            throw new IllegalArgumentException("no training station has a reading at " + depth + " cm");
        }
        return mean;
    }

    /** What is known before the networks are. */
    private static final class Learning {
        private final Target target;
        private final int[] horizons;
        private final List<Integer> depths;
        private final double[][] usual;
        private final long seed;
        private final Progress progress;
        private final List<List<String>> features = new ArrayList<>();

        Learning(Target target, List<Integer> depths, double[][] usual, long seed, Progress progress) {
            this.target = target;
            this.horizons = target.hours();
            this.depths = depths;
            this.usual = usual;
            this.seed = seed;
            this.progress = progress;
        }

        double[][] columns(List<Station> stations, Path file) throws IOException, InterruptedException {
            if (!Files.exists(file)) {
                List<Site> sites = stations.stream().map(this::site).toList();
                double[][] found = new ResponseSearch(sites, horizons, seed, progress)
                        .best(COLUMNS).stream().map(Response::parameters).toArray(double[][]::new);
                Path part = file.resolveSibling(file.getFileName() + ".part");
                Json.mapper().writeValue(part.toFile(), found);
                Files.move(part, file);
            }
            return Json.mapper().readValue(file.toFile(), double[][].class);
        }

        private Site site(Station station) {
            return Site.of(station, depths, target.depthCm(), usual);
        }

        /** By horizon. Each station also teaches as one newly set up, as one with this probe alone and as one without weather. */
        List<Samples> samples(List<Station> stations, List<Response> columns) throws InterruptedException {
            List<Samples> all = new ArrayList<>();
            for (int i = 0; i < horizons.length; i++) {
                all.add(new Samples());
            }
            Samples.Span span = new Samples.Span(
                    stations.stream().mapToLong(Station::firstHour).min().orElseThrow(),
                    stations.stream()
                            .mapToLong(s -> s.firstHour() + s.length() - 1)
                            .max()
                            .orElseThrow());
            Random random = new Random(seed);
            for (int i = 0; i < stations.size(); i++) {
                progress.say(
                        "samples of " + stations.get(i).name() + ", station " + (i + 1) + " of " + stations.size());
                Station station = stations.get(i);
                int middle = station.length() / 4 + random.nextInt(station.length() / 2 + 1);
                add(all, columns, site(station), i, WHOLE_EVERY_HOURS, span);
                add(all, columns, site(station.from(middle)), i, NEW_EVERY_HOURS, span);
                add(all, columns, site(station.onlyDepth(target.depthCm())), i, POOR_EVERY_HOURS, span);
                add(all, columns, site(station.withoutWeather()), i, POOR_EVERY_HOURS, span);
            }
            if (all.stream().anyMatch(s -> s.size() == 0)) {
                throw new IllegalArgumentException(
                        "the training stations have no two readings of the target a horizon apart; give longer records");
            }
            return all;
        }

        private void add(
                List<Samples> all, List<Response> columns, Site site, int station, int every, Samples.Span span)
                throws InterruptedException {
            progress.checkNotStopped();
            if (site.station().length() <= horizons[0]) {
                return;
            }
            ResponseForecasts responses = new ResponseForecasts(site, columns, horizons, target.observed());
            MoistureFeatures.Seen seen = new MoistureFeatures.Seen(site);
            for (int h = 0; h < horizons.length; h++) {
                MoistureFeatures at = new MoistureFeatures(site, seen, responses, horizons, h, target.observed());
                if (features.size() <= h) {
                    features.add(at.names());
                }
                all.get(h).add(site, at, station, every, span);
            }
        }
    }

    private Site site(Station station) {
        return Site.of(station, depths, target.depthCm(), usual);
    }

    List<HorizonModel> models() {
        return models;
    }

    List<Integer> depths() {
        return depths;
    }

    List<Response> columns() {
        return columns;
    }

    /** Names of the features of a horizon. */
    List<String> features(int horizonIndex) {
        return features.get(horizonIndex);
    }

    /** Samples of the shortest horizon. */
    int sampleCount() {
        return samples;
    }

    Target target() {
        return target;
    }

    /** Forecasts of a station that was not learned from, by horizon and then in the order of issue. */
    List<List<Prediction>> forecast(Station station, Progress progress) throws InterruptedException {
        return forecast(station, 0, progress);
    }

    /** The same of one that was learned from up to this hour of its record. */
    List<List<Prediction>> forecast(Station station, int learnedUntil, Progress progress) throws InterruptedException {
        Site site = site(station);
        progress.checkNotStopped();
        List<List<Prediction>> predictions = new ArrayList<>();
        int[] horizons = target.hours();
        ResponseForecasts responses = new ResponseForecasts(site, columns, horizons, target.observed());
        MoistureFeatures.Seen seen = new MoistureFeatures.Seen(site);
        for (int h = 0; h < horizons.length; h++) {
            progress.checkNotStopped();
            MoistureFeatures at = new MoistureFeatures(site, seen, responses, horizons, h, target.observed());
            predictions.add(new Issuing(
                            site, at, models.get(h), horizons[h], usual[depths.indexOf(target.depthCm())], learnedUntil)
                    .all());
        }
        return predictions;
    }

    /** The inputs of a horizon at each hour of a record, and what the physical columns say. */
    MoistureFeatures features(Station station, int horizonIndex) {
        Site site = site(station);
        int[] horizons = target.hours();
        ResponseForecasts responses = new ResponseForecasts(site, columns, horizons, target.observed());
        return new MoistureFeatures(
                site, new MoistureFeatures.Seen(site), responses, horizons, horizonIndex, target.observed());
    }

    /**
     * What is said from the last hour of a record for one horizon, if the weather goes one way.
     *
     * @param rainKnown whether the rain to come was known
     * @param learned change that the networks say, m³/m³; NaN when they were not asked
     * @param physics change that the adapted columns say, m³/m³
     * @param below expected error below, as the quantiles have it, m³/m³
     * @param above the same above
     * @param outside an input far outside of training; null when there is none
     */
    record Now(
            boolean rainKnown,
            double learned,
            double physics,
            double below,
            double above,
            @Nullable String outside) {}

    /**
     * What is said from one hour, by horizon and then by way that the weather may go.
     *
     * @param now the hour, by index in the records, that the target was last read
     * @param ahead the same record followed by the weather of each way; a single one that ends now when it is not known
     * @param networks whether the networks are asked, by horizon
     */
    List<List<Now>> now(int now, List<Station> ahead, boolean[] networks) {
        int[] horizons = target.hours();
        List<List<Now>> said = new ArrayList<>();
        for (int h = 0; h < horizons.length; h++) {
            said.add(new ArrayList<>());
        }
        Site first = site(ahead.get(0));
        ResponseForecasts past =
                ResponseForecasts.at(first, columns, horizons, target.observed(), now, LIVE_EVERY_HOURS);
        MoistureFeatures.Seen firstSeen = new MoistureFeatures.Seen(first);
        List<MoistureFeatures> firstAt = new ArrayList<>();
        for (int h = 0; h < horizons.length; h++) {
            firstAt.add(new MoistureFeatures(first, firstSeen, past, horizons, h, target.observed(), LIVE_EVERY_HOURS));
        }
        for (int way = 0; way < ahead.size(); way++) {
            Site site = way == 0
                    ? first
                    : new Site(ahead.get(way), target.depthCm(), first.column(), new Forcing(ahead.get(way)));
            ResponseForecasts responses = way == 0 ? past : past.with(site, columns, horizons, now);
            MoistureFeatures.Seen seen = way == 0 ? firstSeen : new MoistureFeatures.Seen(firstSeen, site, now);
            for (int h = 0; h < horizons.length; h++) {
                MoistureFeatures at =
                        way == 0 ? firstAt.get(h) : new MoistureFeatures(firstAt.get(h), site, seen, responses, h, now);
                double[] row = at.at(now);
                HorizonModel model = models.get(h);
                HorizonModel.Said answer = networks[h] ? model.say(row, at.base(now)) : model.saySizes(row);
                String outside = model.outside(row, features.get(h));
                double below = outside == null ? answer.below() : model.believed(answer.below());
                double above = outside == null ? answer.above() : model.believed(answer.above());
                said.get(h)
                        .add(new Now(
                                at.isRainKnown(now),
                                answer.change(),
                                at.physics(now),
                                model.quantileWidth(below),
                                model.quantileWidth(above),
                                outside));
            }
        }
        return said;
    }

    /** Usual range of the target at the training stations, m³/m³, as {@link SoilRange#SHARES}. */
    double[] usual() {
        return usual[depths.indexOf(target.depthCm())].clone();
    }
}
