package vn.nuong.analytics.forecast.soilmoisture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import vn.nuong.analytics.forecast.Skill;

/**
 * Looks for the columns whose forecasts, with the rain that fell, were best at the training stations: random draws, then differential
 * evolution. The score is the mean skill over the horizons, all stations pooled. The same seed finds the same columns.
 */
final class ResponseSearch {

    private static final int DRAWN = 300;
    private static final int KEPT = 30;
    private static final int ROUNDS = 5;
    private static final int CROSSED = 80;
    private static final int EVERY_HOURS = 29; // no hour of the day is preferred

    private final List<Site> sites;
    private final int[] horizons;
    private final Random random;
    private final Progress progress;

    ResponseSearch(List<Site> sites, int[] horizons, long seed, Progress progress) {
        this.sites = sites;
        this.horizons = horizons;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /** The best columns, best first. */
    List<Response> best(int wanted) throws InterruptedException {
        List<Response> columns = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            columns.add(Response.draw(random));
        }
        columns = fittest(columns, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            progress.say("search of the physical response, round " + round + " of " + ROUNDS);
            List<Response> all = new ArrayList<>(columns);
            for (int i = 0; i < CROSSED; i++) {
                all.add(Response.cross(any(columns), any(columns), any(columns), random));
            }
            columns = fittest(all, round * 7 % EVERY_HOURS);
        }
        return columns.subList(0, Math.min(wanted, columns.size()));
    }

    private Response any(List<Response> columns) {
        return columns.get(random.nextInt(columns.size()));
    }

    private List<Response> fittest(List<Response> columns, int offset) throws InterruptedException {
        record Scored(Response column, double score) {}
        List<Scored> scored = new ArrayList<>();
        for (Response column : columns) {
            progress.checkNotStopped();
            scored.add(new Scored(column, score(column, offset)));
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream().limit(KEPT).map(Scored::column).toList();
    }

    private double score(Response column, int offset) {
        Skill[] skills = new Skill[horizons.length];
        Arrays.fill(skills, Skill.NONE);
        double[] change = new double[horizons.length];
        int longest = horizons[horizons.length - 1];
        for (Site site : sites) {
            double[] moisture = site.column().moisture(site.column().target());
            for (int t = offset; t + longest < moisture.length; t += EVERY_HOURS) {
                if (Double.isNaN(moisture[t])) {
                    continue;
                }
                column.run(
                        site.column().start(t),
                        site.column().ranges(t),
                        site.forcing(),
                        t + 1,
                        horizons,
                        site.column().target(),
                        change);
                for (int h = 0; h < horizons.length; h++) {
                    double came = moisture[t + horizons[h]] - moisture[t];
                    if (!Double.isNaN(came)) {
                        skills[h] = skills[h].plus(change[h], came);
                    }
                }
            }
        }
        double sum = 0;
        for (Skill skill : skills) {
            sum += Double.isNaN(skill.score()) ? 0 : skill.score();
        }
        return sum / horizons.length;
    }
}
