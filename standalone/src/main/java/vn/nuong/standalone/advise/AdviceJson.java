package vn.nuong.standalone.advise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.WeatherWarning;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.ProbeFinding;
import vn.nuong.telemetry.advice.SourceUse;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.json.Json;

/** Advice on water as one JSON object for programs: fixed names, nulls where something is not known. */
final class AdviceJson {

    private final Advice advice;
    private final WaterReport water;
    private final ZoneId zone;

    private final Outlook outlook;
    private final List<ProbeFinding> probes;

    private final boolean traps;

    private AdviceJson(AdviceMaker.Made made, Outlook outlook, List<ProbeFinding> probes, ZoneId zone, boolean traps) {
        this.traps = traps;
        this.advice = made.advice();
        this.water = made.water();
        this.outlook = outlook;
        this.probes = probes;
        this.zone = zone;
    }

    /**
     * @param probes what is held of each soil moisture probe
     * @param traps whether there are counts of traps, without which scouting is not spoken of
     */
    static String write(AdviceMaker.Made made, Outlook outlook, List<ProbeFinding> probes, ZoneId zone, boolean traps) {
        try {
            return Json.mapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new AdviceJson(made, outlook, probes, zone, traps).object());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the advice as JSON", e);
        }
    }

    private ObjectNode object() {
        ObjectNode all = Json.mapper().createObjectNode();
        all.put("plot", advice.plot());
        all.put("at", time(advice.at()));
        all.put("version", advice.version());
        ObjectNode irrigation = irrigation(advice.on(AdviceTopic.IRRIGATION));
        ModelEffect model = water.model();
        irrigation.set("model", model == null ? Json.mapper().nullNode() : model(model));
        all.set("irrigation", irrigation);
        all.set("drainage", drainage(advice.on(AdviceTopic.DRAINAGE)));
        all.set(
                "spraying",
                traps
                        ? spraying(advice.on(AdviceTopic.SPRAYING))
                        : Json.mapper().nullNode());
        SourceUse source = advice.source();
        all.set("source", source == null ? Json.mapper().nullNode() : source(source));
        all.put("outlook", outlook.source());
        ArrayNode warnings = all.putArray("warnings");
        for (WeatherWarning warning : WeatherWarning.of(outlook, advice.at(), zone)) {
            ObjectNode node = warnings.addObject();
            node.put("kind", warning.kind().name().toLowerCase(Locale.ROOT));
            node.put("date", warning.date().toString());
            node.put("air_temperature", round(warning.celsius(), 10));
            node.put("chance", round(warning.chance(), 100));
            node.put("sentence_vi", warning.sentence().vi());
            node.put("sentence_en", warning.sentence().en());
        }
        all.set("bulletins", bulletins());
        all.set("probe_findings", probeFindings());
        ObjectNode inputs = all.putObject("inputs");
        advice.inputs().forEach(inputs::put);
        all.set("what_if", Json.mapper().valueToTree(water.whatIf()));
        // As reckoned, not rounded: whoever audits it adds the lines up.
        all.set("ledger", Json.mapper().valueToTree(water.ledger()));
        return all;
    }

    private static ObjectNode model(ModelEffect model) {
        ObjectNode node = Json.mapper().createObjectNode();
        Text why = model.why();
        node.put("used", model.used());
        node.put("changed", model.changed());
        node.put("name", model.name());
        put(node, "weight", model.weight(), 1000);
        node.put("record_days", model.recordDays());
        put(node, "model_error_mm", model.modelErrorMm(), 100);
        put(node, "balance_error_mm", model.balanceErrorMm(), 100);
        node.put("why_not_vi", why == null ? null : why.vi());
        node.put("why_not_en", why == null ? null : why.en());
        node.put("decision_without", decision(model.decisionWithout()));
        put(node, "net_mm_without", model.netMmWithout(), 10);
        node.put("due_day_without", model.dueDayWithout());
        node.put("due_day_with", model.dueDayWith());
        ArrayNode days = node.putArray("days");
        for (ModelEffect.Day day : model.days()) {
            ObjectNode one = days.addObject();
            one.put("day", day.day());
            put(one, "without_mm", day.withoutMm(), 100);
            put(one, "model_mm", day.modelMm(), 100);
            put(one, "model_low_mm", day.lowMm(), 100);
            put(one, "model_high_mm", day.highMm(), 100);
            put(one, "with_mm", day.withMm(), 100);
        }
        return node;
    }

    /** Verbatim. */
    private ArrayNode bulletins() {
        ArrayNode nodes = Json.mapper().createArrayNode();
        for (Bulletin bulletin : advice.bulletins()) {
            ObjectNode node = nodes.addObject();
            node.put("issuer", bulletin.issuer());
            node.put("issued", time(bulletin.issued()));
            node.put("valid_until", time(bulletin.validUntil()));
            node.put("text", bulletin.text());
            Bulletin.StayIn stayIn = bulletin.stayIn();
            if (stayIn != null) {
                node.putObject("stay_in").put("from", time(stayIn.from())).put("to", time(stayIn.to()));
            }
        }
        return nodes;
    }

    private ArrayNode probeFindings() {
        ArrayNode nodes = Json.mapper().createArrayNode();
        for (ProbeFinding probe : probes) {
            LocalDate since = probe.since();
            Instant flagged = probe.flaggedAt();
            Confidence confidence = probe.confidence();
            ObjectNode node = nodes.addObject();
            node.put("property", probe.property().code());
            node.put("verdict", probe.verdict().name().toLowerCase(Locale.ROOT));
            node.put("why", probe.why());
            node.put("kind", probe.kind());
            node.put("since", since == null ? null : since.toString());
            node.put("flagged_at", flagged == null ? null : time(flagged));
            put(node, "size_m3_m3", probe.sizeM3M3(), 1e4);
            put(node, "size_mm", probe.sizeMm(), 10);
            node.put("confidence", confidence == null ? null : confidence.name().toLowerCase(Locale.ROOT));
            node.put("sentence_vi", probe.sentence().vi());
            node.put("sentence_en", probe.sentence().en());
        }
        return nodes;
    }

    private ObjectNode irrigation(Statement water) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("decision", decision(water.decision()));
        OptionalDouble gross = figure(water, "gross_mm");
        OptionalDouble volume = figure(water, "volume_m3");
        boolean wait = water.decision() == Decision.DO_NOT_IRRIGATE;
        put(node, "net_mm", figure(water, "net_mm"), wait, 10);
        put(node, "gross_mm", gross, wait, 10);
        put(node, "litres", volume.isPresent() ? OptionalDouble.of(volume.getAsDouble() * 1000) : volume, wait, 1);
        put(node, "minutes", figure(water, "pump_minutes"), wait, 10);
        put(node, "turns", figure(water, "turns"), wait, 1);
        Instant start = water.start();
        node.put("start", start == null ? null : time(start));
        ArrayNode schedule = node.putArray("schedule");
        for (Statement.Turn turn : water.turns()) {
            Double minutes = turn.pumpMinutes();
            ObjectNode one = schedule.addObject();
            one.put("start", time(turn.start()));
            put(one, "minutes", minutes, 10);
            put(one, "litres", turn.volumeM3() * 1000, 1);
        }
        return common(node, water);
    }

    private ObjectNode drainage(Statement drainage) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("decision", decision(drainage.decision()));
        return common(node, drainage);
    }

    private ObjectNode spraying(Statement spraying) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("decision", decision(spraying.decision()));
        return common(node, spraying);
    }

    private ObjectNode source(SourceUse source) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", source.id());
        node.put("name", source.name());
        node.put("kind", source.kind());
        put(node, "level_m", source.levelM(), 1000);
        put(node, "volume_m3", source.volumeM3(), 1000);
        put(node, "days_left", source.daysLeft(), 10);
        put(node, "days_left_low", source.daysLeftLow(), 10);
        put(node, "days_left_high", source.daysLeftHigh(), 10);
        node.put("available_litres", source.availableLitres());
        node.put("share_litres", source.shareLitres());
        node.put("needed_litres", source.neededLitres());
        node.put("rule", source.rule());
        node.put("planned_at", time(source.plannedAt()));
        node.put("scarce", source.scarce());
        node.put("locked_out", source.lockedOut());
        node.put("quality", source.quality());
        node.put("explanation_vi", source.explanation().vi());
        node.put("explanation_en", source.explanation().en());
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Double value, double steps) {
        node.put(name, value == null ? null : (Double) round(value, steps));
    }

    private static ObjectNode common(ObjectNode node, Statement statement) {
        texts(node, "missing", statement.missing(), false);
        texts(node, "missing_vi", statement.missing(), true);
        node.put("sentence_vi", statement.sentence().vi());
        node.put("sentence_en", statement.sentence().en());
        node.put("confidence", statement.confidence().name().toLowerCase(Locale.ROOT));
        node.put("rule", statement.rule());
        texts(node, "reasons_vi", statement.reasons(), true);
        texts(node, "would_change_vi", statement.wouldChange(), true);
        ObjectNode figures = node.putObject("figures");
        statement.figures().forEach(f -> figures.put(f.code(), round(f.value(), 1e4)));
        return node;
    }

    /** The words of files: wait for "do not" of either matter, watch for drainage to be watched. */
    private static String decision(Decision decision) {
        return switch (decision) {
            case DO_NOT_IRRIGATE, DO_NOT_DRAIN -> "wait";
            case WATCH_DRAINAGE -> "watch";
            default -> decision.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void texts(ObjectNode node, String name, List<Text> texts, boolean vietnamese) {
        ArrayNode array = node.putArray(name);
        texts.forEach(t -> array.add(vietnamese ? t.vi() : t.en()));
    }

    private static OptionalDouble figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .mapToDouble(Statement.Figure::value)
                .findFirst();
    }

    private static void put(ObjectNode node, String name, OptionalDouble value, boolean wait, double steps) {
        if (value.isPresent()) {
            node.put(name, round(value.getAsDouble(), steps));
        } else if (wait) {
            node.put(name, 0);
        } else {
            node.putNull(name);
        }
    }

    private static double round(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private String time(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone).toOffsetDateTime());
    }
}
