package vn.nuong.analytics.forecast.registry;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import vn.nuong.analytics.forecast.ModelReport;

/** Cards of the models in the jar. */
public final class ShippedModels {

    private ShippedModels() {}

    /** One a kind. */
    public static List<ModelCard> cards() {
        return List.of(card(ModelReport.shipped()));
    }

    /** Its report names recordings and months, not files and days; they stand in the notes as it has them. */
    public static ModelCard card(ModelReport report) {
        List<String> notes = new ArrayList<>();
        report.sources().forEach(s -> notes.add(s.name() + "; " + s.reference() + "; licence: " + s.licence()));
        notes.add("learned from: " + report.trainedOn());
        notes.add("chosen on: " + report.chosenOn());
        notes.add("measured on: " + report.unseen());
        notes.add(report.transfer());
        return new ModelCard(
                ModelCard.SOIL_MOISTURE,
                report.version(),
                report.trained().atStartOfDay(ZoneOffset.UTC).toInstant(),
                report.network(),
                List.of(),
                report.features(),
                report.version(),
                report.seed(),
                report.skills().stream()
                        .map(m -> new ModelCard.SkillAt(
                                "soil_moisture_" + m.depthCm() + "cm",
                                m.site() + ", " + m.months(),
                                m.leadHours(),
                                ModelCard.Season.ALL,
                                m.n(),
                                m.skill(),
                                m.insideBand()))
                        .toList(),
                new TreeMap<>(),
                new TreeMap<>(),
                notes);
    }
}
