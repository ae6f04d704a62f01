package vn.nuong.standalone.models;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.retrain.Retrainer;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Table;
import vn.nuong.telemetry.advice.Retraining;

/** {@code nuong models list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List the models by kind, the newest first.",
        footer = {
            "",
            "How far the latest retraining is, or what came of it, is said on standard error.",
            "Exit code: 0 done, 1 it failed or a folder is damaged (it is named), 2 wrong options."
        })
final class ListCommand implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, json (an array) or csv. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    /** As {@code --format json} writes it. */
    private record Row(
            String kind,
            String version,
            boolean inUse,
            boolean shipped,
            String created,
            @Nullable String learnedFrom,
            @Nullable String learnedTo,
            Map<String, Double> skill) {}

    @Override
    public Integer call() throws IOException {
        ModelRegistry models = registry.open();
        ModelRegistry.Listing listing = models.list();
        Map<String, String> damaged = new TreeMap<>(listing.damaged());
        Map<String, String> active = new TreeMap<>();
        for (ModelRegistry.Model model : listing.models()) {
            String kind = model.card().kind();
            if (!active.containsKey(kind)) {
                models.active(kind, damaged)
                        .ifPresent(a -> active.put(kind, a.card().version()));
            }
        }
        List<Row> rows = listing.models().stream()
                .map(m -> row(m, m.card().version().equals(active.get(m.card().kind()))))
                .toList();
        switch (format) {
            case JSON -> registry.printJson(rows);
            case CSV -> table(rows, false).printCsv(registry.out());
            case TABLE -> table(rows, true).print(registry.out());
        }
        registry.out().flush();
        damaged.forEach((name, why) -> registry.say(name + " is damaged and not used: " + why));
        Retraining last = Retrainer.read(registry.folder());
        if (last != null) {
            registry.say(told(last));
        }
        return damaged.isEmpty() ? 0 : 1;
    }

    private static String told(Retraining last) {
        return "retraining of " + last.started() + (last.version() == null ? "" : ", " + last.version()) + ": "
                + last.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " since " + last.changed() + ", "
                + last.step() + (last.figures() == null ? "" : ": " + last.figures());
    }

    private static Row row(ModelRegistry.Model model, boolean inUse) {
        ModelCard card = model.card();
        Map<String, Double> skill = new LinkedHashMap<>();
        for (ModelCard.SkillAt at : card.skill()) {
            Double value = at.skill();
            if (at.season() == ModelCard.Season.ALL && value != null) {
                skill.putIfAbsent(at.what() + " " + at.horizonHours() + "h", value);
            }
        }
        return new Row(
                card.kind(),
                card.version(),
                inUse,
                model.isShipped(),
                card.created().toString(),
                text(card.firstDay()),
                text(card.lastDay()),
                skill);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Table table(List<Row> rows, boolean forPeople) {
        Table table = forPeople
                ? new Table("KIND", "VERSION", "IN USE", "FROM", "CREATED", "LEARNED FROM", "SKILL")
                : new Table("kind", "version", "in_use", "from", "created", "learned_from", "learned_to", "skill");
        for (Row row : rows) {
            String from = row.shipped() ? "shipped" : "registry";
            String first = row.learnedFrom() == null ? "" : row.learnedFrom();
            String last = row.learnedTo() == null ? "" : row.learnedTo();
            String skill = String.join(
                    "; ",
                    row.skill().entrySet().stream()
                            .map(e -> e.getKey() + " " + String.format(Locale.ROOT, "%.2f", e.getValue()))
                            .toList());
            if (forPeople) {
                String days = first.isEmpty() ? "see show" : first + " to " + last;
                table.row(
                        row.kind(),
                        row.version(),
                        row.inUse() ? "yes" : "",
                        from,
                        row.created(),
                        days,
                        Table.cut(skill, 90));
            } else {
                table.row(row.kind(), row.version(), row.inUse(), from, row.created(), first, last, skill);
            }
        }
        return table;
    }
}
