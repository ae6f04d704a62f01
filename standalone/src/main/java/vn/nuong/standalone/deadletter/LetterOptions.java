package vn.nuong.standalone.deadletter;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.standalone.cli.Source;
import vn.nuong.telemetry.json.Json;

/** Where dead letters are, and where what is found is written: the same for every command that shows some. */
final class LetterOptions {

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Letters open() {
        return Letters.of(source);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Writes a value for programs. */
    void printJson(Object value) {
        out().println(new String(Json.write(value), StandardCharsets.UTF_8));
    }

    /** For wrong options. */
    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
