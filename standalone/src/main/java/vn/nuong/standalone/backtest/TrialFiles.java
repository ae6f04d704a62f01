package vn.nuong.standalone.backtest;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import vn.nuong.standalone.cli.OutputFiles;

/** What a backtest writes. */
final class TrialFiles {

    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "FILE",
            description = "CSV of every forecast and what came.")
    private Path predictions = Path.of("");

    @Option(
            names = "--report",
            required = true,
            paramLabel = "FILE",
            description = "JSON of errors or skill, coverage and width.")
    private Path report = Path.of("");

    Path predictions() {
        return predictions;
    }

    Path report() {
        return report;
    }

    /** @throws IllegalArgumentException when one cannot be written there */
    void check(Path train, Path test) {
        OutputFiles.check(List.of(predictions, report), List.of(train, test));
    }
}
