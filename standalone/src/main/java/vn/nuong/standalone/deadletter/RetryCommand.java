package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.api.RetryAnswer;
import vn.nuong.ingest.api.RetryRequest;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Source;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.json.Json;

/** {@code nuong deadletter retry}. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Have dead letters tried again, after whatever refused them was put right.",
        description = {
            "",
            "What can be taken now leaves the dead letters; what is refused again stays there under a new number. With --data"
                    + " the ingest of that folder must be stopped; it tries them when it starts.",
            ""
        },
        footer = {"", "Exit code: 0 they will be tried, 1 some cannot be or it failed, 2 wrong options."})
final class RetryCommand implements Callable<Integer> {

    /** Ids in one request. */
    private static final int AT_ONCE = 1000;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Their numbers, as nuong deadletter list shows them.")
    private List<Long> ids = List.of();

    @Option(names = "--all", description = "Every dead letter.")
    private boolean all;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, for people, or json. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int ways = (ids.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (filter.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    ways == 0
                            ? "say which: ID…, --all, --reason, --device or --site"
                            : "give either ID…, or --all, or --reason, --device and --site");
        }
        if (format == Format.CSV) {
            throw new ParameterException(spec.commandLine(), "--format is csv; give table or json");
        }
        RetryAnswer answer = retry();
        say(answer);
        return answer.cut().isEmpty() ? 0 : 1;
    }

    private RetryAnswer retry() throws IOException {
        JsonClient client = source.client();
        if (client == null) {
            return new StoppedIngest(source.folder()).retry(requests());
        }
        int queued = 0;
        List<Long> cut = new ArrayList<>();
        for (RetryRequest request : requests()) {
            RetryAnswer answer = client.post("/api/v1/deadletters/retry", request, RetryAnswer.class);
            queued += answer.queued();
            cut.addAll(answer.cut());
        }
        return new RetryAnswer(queued, cut);
    }

    private List<RetryRequest> requests() {
        if (ids.isEmpty()) {
            return List.of(new RetryRequest(
                    null,
                    filter.filter().site(),
                    filter.filter().device(),
                    filter.filter().reason()));
        }
        List<RetryRequest> requests = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += AT_ONCE) {
            requests.add(new RetryRequest(ids.subList(i, Math.min(ids.size(), i + AT_ONCE)), null, null, null));
        }
        return requests;
    }

    private void say(RetryAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        } else {
            out.println(answer.queued() + (answer.queued() == 1 ? " message" : " messages") + " will be tried again"
                    + (source.client() == null ? " when ingest starts" : ""));
        }
        out.flush();
        if (!answer.cut().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("nuong: " + answer.cut().size() + " of "
                            + (answer.queued() + answer.cut().size())
                            + " cannot be tried again, since only the beginning was kept; let the devices send them again: "
                            + answer.cut());
        }
    }
}
