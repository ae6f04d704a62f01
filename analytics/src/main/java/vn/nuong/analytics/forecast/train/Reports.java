package vn.nuong.analytics.forecast.train;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.ModelReport.Check;
import vn.nuong.analytics.forecast.ModelReport.Measured;
import vn.nuong.analytics.forecast.ModelReport.Source;
import vn.nuong.analytics.forecast.deep.DeepMoistureModel;

/** Writes the words of the report. */
final class Reports {

    private static final Source WUFENG = new Source(
            "Wufeng 2022",
            "Wufeng, Taichung, Taiwan: hourly soil moisture at 20, 30 and 50 cm with weather",
            "MIT",
            true);
    private static final Source KINGS_CREEK = new Source(
            "Kings Creek",
            "Patrignani et al. 2022, Water 14:759: nine grassland stations in Kansas, hourly",
            "none stated: learned from and measured with, not shipped",
            false);

    private Reports() {}

    /** The report as far as it is known before scoring. */
    static ModelReport of(Trainer.Fitted fitted, Chosen chosen, long seed, LocalDate date, boolean withKansas) {
        String kansasFit = withKansas
                ? "Kings Creek, 20 and 40 cm: five stations 2021-07 to 2023-06 and two stations 2023-01 to 2023-06; "
                : "";
        String kansasChosen =
                withKansas ? "Kings Creek 2023-01 to 2023-06, two of seven stations not fitted before; " : "";
        String kansasUnseen =
                withKansas ? "; Kings Creek 2023-07 to 2024-06, two of nine stations not seen at all" : "";
        return new ModelReport(
                "1." + (withKansas ? "0" : "0-wufeng-only") + "+" + date,
                date,
                seed,
                "multi-layer perceptron, " + 2 * LagFeatures.names().size() + " inputs (values and masks), "
                        + Trainer.SHAPE.firstLayer() + " and " + Trainer.SHAPE.secondLayer() + " tanh units, "
                        + Splits.LEADS.size() + " outputs; Adam, " + Trainer.EPOCHS + " passes, one thread",
                withKansas ? List.of(WUFENG, KINGS_CREEK) : List.of(WUFENG),
                kansasFit + "Wufeng, 20, 30 and 50 cm: 2022-01-18 to 2022-02-28",
                kansasChosen + "Wufeng 2022-02-23 to 2022-02-28; then the weights were fitted anew on both parts",
                "Wufeng 2022-03 to 2022-05" + kansasUnseen,
                "None of it is tea and none of it is Tân Cương: that the skill carries over has not been shown."
                        + " No forecast of rain is used.",
                LagFeatures.names(),
                fitted.normalisation(),
                Splits.LEADS,
                fitted.scale(),
                chosen.shrink(),
                chosen.low(),
                chosen.high(),
                List.of(),
                new Check(List.of(), List.of()));
    }

    static ModelReport scored(ModelReport r, List<Measured> skills, Check check) {
        return new ModelReport(
                r.version(),
                r.trained(),
                r.seed(),
                r.network(),
                r.sources(),
                r.trainedOn(),
                r.chosenOn(),
                r.unseen(),
                r.transfer(),
                r.features(),
                r.normalisation(),
                r.leadHours(),
                r.changeScale(),
                r.shrink(),
                r.low(),
                r.high(),
                skills,
                check);
    }

    static Check check(double[] features, DeepMoistureModel model) {
        List<@Nullable Double> written = new ArrayList<>();
        for (double feature : features) {
            written.add(Double.isNaN(feature) ? null : feature);
        }
        return new Check(written, Arrays.stream(model.deltas(features)).boxed().toList());
    }
}
