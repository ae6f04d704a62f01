package vn.nuong.telemetry.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** What some tests need of the machine, and what happens without it. */
public final class Requirements {

    private static final boolean CI = "true".equals(System.getenv("CI"));

    private Requirements() {}

    /** The installed Chromium or Chrome, from {@code CHROMIUM} or the usual places. */
    public static Optional<Path> findChromium() {
        String named = System.getenv("CHROMIUM");
        List<String> places = named != null
                ? List.of(named)
                : List.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
        return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Bounded: where Testcontainers' own images cannot be fetched it tries for minutes. */
    private static boolean askForDocker() {
        try {
            return CompletableFuture.supplyAsync(
                            () -> DockerClientFactory.instance().isDockerAvailable())
                    .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) { // a daemon that cannot be used from here
            System.err.println("Docker answers, but Testcontainers cannot use it: " + e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static final class Docker extends Requirement {
        Docker() {
            // Asked only where Docker is required: asking takes seconds, and minutes where images cannot be fetched.
            super("no Docker daemon answers; start Docker to run it", () -> Answer.DOCKER);
        }

        /** Asked once, when first needed. */
        private static final class Answer {
            static final boolean DOCKER = askForDocker();
        }
    }

    static final class Chromium extends Requirement {
        Chromium() {
            super(
                    "no Chromium is installed; install it or name it in CHROMIUM to run it",
                    () -> findChromium().isPresent());
        }
    }

    private abstract static class Requirement implements ExecutionCondition, BeforeAllCallback {
        private final String missing;
        private final java.util.function.BooleanSupplier met;

        Requirement(String missing, java.util.function.BooleanSupplier met) {
            this.missing = missing;
            this.met = met;
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (met.getAsBoolean() || CI) {
                return ConditionEvaluationResult.enabled("");
            }
            if (context.getTestMethod().isEmpty()) {
                System.err.println("SKIPPED " + context.getDisplayName() + ": " + missing);
            }
            return ConditionEvaluationResult.disabled(missing);
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            if (!met.getAsBoolean()) {
                throw new IllegalStateException("CI must run every test, but " + missing);
            }
        }
    }
}
