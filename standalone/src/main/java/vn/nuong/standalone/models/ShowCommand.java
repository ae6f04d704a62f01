package vn.nuong.standalone.models;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;

/** {@code nuong models show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show a model's card, whether it is in use, and what was done about it, as JSON.",
        footer = {"", "Exit code: 0 done, 1 it failed or the model is damaged, 2 wrong options or no such model."})
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Parameters(paramLabel = "VERSION", description = "The model, as list names it.")
    private String version = "";

    private record Shown(
            boolean inUse,
            boolean shipped,
            @Nullable String folder,
            ModelCard card,
            List<ModelRegistry.Change> history) {}

    @Override
    public Integer call() throws IOException {
        ModelRegistry models = registry.open();
        ModelRegistry.Model model = RegistryOptions.find(models, registry, version);
        ModelCard card = model.card();
        boolean inUse = models.active(card.kind(), new TreeMap<>())
                .filter(m -> m.card().version().equals(version))
                .isPresent();
        List<ModelRegistry.Change> history = models.history(card.kind()).stream()
                .filter(c -> c.version().equals(version) || version.equals(c.before()))
                .toList();
        registry.printJson(new Shown(
                inUse,
                model.isShipped(),
                model.folder() == null ? null : String.valueOf(model.folder()),
                card,
                history));
        return 0;
    }
}
