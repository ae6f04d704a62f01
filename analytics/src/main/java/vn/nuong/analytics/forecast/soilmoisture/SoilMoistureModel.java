package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import vn.nuong.telemetry.json.Json;

/** All that is learned from the training stations: usual ranges, physical columns and a {@link HorizonModel} for each horizon. */
final class SoilMoistureModel {

    private static final int LAYERS = 3;
    private static final int COLUMNS = 4;
    private static final int WHOLE_EVERY_HOURS = 3;
    private static final int NEW_EVERY_HOURS = 4;
    private static final int POOR_EVERY_HOURS = 12;

    private final int targetCm;
    private final boolean observed;
    private final int[] horizons;
    private final List<Integer> depths;
    private final double[][] usual;
    private final List<Response> columns;
    private final List<HorizonModel> models = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private int samples;

    /**
     * Learns.
     *
     * @param kept folder that finished pieces are kept in, so that an interrupted run goes on
     */
    SoilMoistureModel(List<Station> stations, SoilMoistureOptions options, Path kept, Progress progress)
            throws IOException, InterruptedException {
        targetCm = options.targetCm();
        observed = options.observedWeather();
        horizons = options.horizons().stream().mapToInt(h -> h).toArray();
        depths = layers(stations, targetCm);
        usual = new double[depths.size()][];
        for (int j = 0; j < usual.length; j++) {
            usual[j] = usual(stations, depths.get(j));
        }
        columns = columns(stations, kept.resolve("response.json"), options.seed(), progress);
        List<Samples> all = samples(stations, options.seed(), progress);
        samples = all.get(0).size();
        for (int h = 0; h < horizons.length; h++) {
            models.add(new HorizonModel(
                    all.get(h), kept, horizons[h] + "h", observed, options.seed() * 1_000 + horizons[h], progress));
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

    private List<Response> columns(List<Station> stations, Path file, long seed, Progress progress)
            throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            List<Site> sites = stations.stream().map(this::site).toList();
            double[][] found = new ResponseSearch(sites, horizons, seed, progress)
                    .best(COLUMNS).stream().map(Response::parameters).toArray(double[][]::new);
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Json.mapper().writeValue(part.toFile(), found);
            Files.move(part, file);
        }
        double[][] found = Json.mapper().readValue(file.toFile(), double[][].class);
        return Arrays.stream(found).map(Response::new).toList();
    }

    private Site site(Station station) {
        return Site.of(station, depths, targetCm, usual);
    }

    /** By horizon. Each station also teaches as one newly set up, as one with this probe alone and as one without weather. */
    private List<Samples> samples(List<Station> stations, long seed, Progress progress) throws InterruptedException {
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
            progress.say("samples of " + stations.get(i).name() + ", station " + (i + 1) + " of " + stations.size());
            Station station = stations.get(i);
            int middle = station.length() / 4 + random.nextInt(station.length() / 2 + 1);
            add(all, site(station), i, WHOLE_EVERY_HOURS, span, progress);
            add(all, site(station.from(middle)), i, NEW_EVERY_HOURS, span, progress);
            add(all, site(station.onlyDepth(targetCm)), i, POOR_EVERY_HOURS, span, progress);
            add(all, site(station.withoutWeather()), i, POOR_EVERY_HOURS, span, progress);
        }
        if (all.stream().anyMatch(s -> s.size() == 0)) {
            throw new IllegalArgumentException(
                    "the training stations have no two readings of the target a horizon apart; give longer records");
        }
        return all;
    }

    private void add(List<Samples> all, Site site, int station, int every, Samples.Span span, Progress progress)
            throws InterruptedException {
        progress.checkNotStopped();
        if (site.station().length() <= horizons[0]) {
            return;
        }
        ResponseForecasts responses = new ResponseForecasts(site, columns, horizons, observed);
        for (int h = 0; h < horizons.length; h++) {
            MoistureFeatures at = new MoistureFeatures(site, responses, horizons, h, observed);
            if (features.size() <= h) {
                features.add(String.join(",", at.names()));
            }
            all.get(h).add(site, at, station, every, span);
        }
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
        return List.of(features.get(horizonIndex).split(",", -1));
    }

    /** Samples of the shortest horizon. */
    int sampleCount() {
        return samples;
    }

    /** Forecasts of a station, by horizon and then in the order of issue. */
    List<List<Prediction>> forecast(Station station, Progress progress) throws InterruptedException {
        Site site = site(station);
        progress.checkNotStopped();
        List<List<Prediction>> predictions = new ArrayList<>();
        ResponseForecasts responses = new ResponseForecasts(site, columns, horizons, observed);
        for (int h = 0; h < horizons.length; h++) {
            progress.checkNotStopped();
            MoistureFeatures at = new MoistureFeatures(site, responses, horizons, h, observed);
            predictions.add(new Issuing(site, at, models.get(h), horizons[h], usual[depths.indexOf(targetCm)]).all());
        }
        return predictions;
    }
}
