package vn.nuong.analytics.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.json.Json;

/**
 * The model card that programs read: what the model learned from and what it is worth, beside what is needed to run it.
 *
 * @param version of the model
 * @param trained the day it was trained
 * @param seed of every random draw in training
 * @param network its layers and training, in words
 * @param sources the recordings and their licences
 * @param trainedOn what it learned from
 * @param chosenOn what the settings were chosen on
 * @param unseen what it never saw, where its skill was measured
 * @param transfer what the skill does not show
 * @param features names of the features, in order
 * @param normalisation their means and deviations in training
 * @param leadHours leads of the outputs, hours, ascending
 * @param changeScale m³/m³ for an output of 1, by lead
 * @param shrink what the outputs are multiplied by, 0 to 1, by lead: chosen on the validation months
 * @param low 10th percentile of the errors on the validation months, by lead, in usual changes of a day at that probe (mean
 *     |θ(t) − θ(t − 24 h)| over the three weeks before)
 * @param high 90th percentile of the same
 * @param skills what came of it on the unseen months
 * @param check one input and its outputs, to see that it still computes the same
 */
public record ModelReport(
        String version,
        LocalDate trained,
        long seed,
        String network,
        List<Source> sources,
        String trainedOn,
        String chosenOn,
        String unseen,
        String transfer,
        List<String> features,
        Normalisation normalisation,
        List<Integer> leadHours,
        List<Double> changeScale,
        List<Double> shrink,
        List<Double> low,
        List<Double> high,
        List<Measured> skills,
        Check check) {

    private static final String SHIPPED = "/model/report.json";

    /** A skill measured at one depth says something about a probe up to this far from it, cm. */
    private static final int NEAR_CM = 15;

    public ModelReport {
        sources = List.copyOf(sources);
        features = List.copyOf(features);
        leadHours = List.copyOf(leadHours);
        changeScale = List.copyOf(changeScale);
        shrink = List.copyOf(shrink);
        low = List.copyOf(low);
        high = List.copyOf(high);
        skills = List.copyOf(skills);
        int leads = leadHours.size();
        if (changeScale.size() != leads || shrink.size() != leads || low.size() != leads || high.size() != leads) {
            throw new IllegalArgumentException("a model with " + leads + " leads needs as many of change_scale ("
                    + changeScale.size() + "), shrink (" + shrink.size() + "), low (" + low.size() + ") and high ("
                    + high.size() + ")");
        }
    }

    /** The report of the shipped model. */
    public static ModelReport shipped() {
        try (InputStream in = ModelReport.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not in the jar; build the module anew");
            }
            return Json.read(in.readAllBytes(), ModelReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The skill at the longest lead in the nearest situation measured that decides: the nearest depth, the shallower of two equally
     * near; empty when none is within 15 cm.
     */
    public Optional<Measured> skillNear(int depthCm) {
        int longest = leadHours.get(leadHours.size() - 1);
        return skills.stream()
                .filter(Measured::decides)
                .filter(m -> m.leadHours() == longest && Math.abs(m.depthCm() - depthCm) <= NEAR_CM)
                .min(Comparator.<Measured>comparingInt(m -> Math.abs(m.depthCm() - depthCm))
                        .thenComparingInt(Measured::depthCm));
    }

    /**
     * A set of recordings.
     *
     * @param name its name
     * @param reference who published it
     * @param licence its licence, or that none is stated
     * @param shipped whether the recordings themselves are in this repository
     */
    public record Source(String name, String reference, String licence, boolean shipped) {}

    /**
     * Skill on recordings that the model never saw.
     *
     * @param site where
     * @param months which months of the recording
     * @param where the same for people
     * @param depthCm depth of the probe, cm
     * @param leadHours how far ahead
     * @param n forecasts compared with what came, one an hour or one every three hours
     * @param skill 1 − SSE/SSE(persistence)
     * @param skillLow 5th percentile when whole weeks are drawn again (block bootstrap): few storms make most of the score
     * @param skillHigh 95th percentile of the same
     * @param physicsSkill the same score of the recession that takes over, with the soil of the sample plot; null where it was not
     *     computed
     * @param insideBand share of what came that lay between the low and high percentile, 0.8 when they are right
     * @param decides whether it decides between the model and the physics
     */
    public record Measured(
            String site,
            String months,
            Text where,
            int depthCm,
            int leadHours,
            int n,
            double skill,
            double skillLow,
            double skillHigh,
            @Nullable Double physicsSkill,
            double insideBand,
            boolean decides) {

        /** Whether the model is worth showing: better than persistence, and than the physics where that was measured. */
        public boolean earned() {
            return skill > 0 && (physicsSkill == null || skill > physicsSkill);
        }
    }

    /**
     * @param features of one history; NaN where missing is written as null
     * @param deltas what the model made of them, m³/m³ by lead
     */
    public record Check(List<@Nullable Double> features, List<Double> deltas) {}
}
