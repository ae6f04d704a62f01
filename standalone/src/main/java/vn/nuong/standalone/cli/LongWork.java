package vn.nuong.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Long work of a command: says on standard error how far it is, stops when Ctrl-C or SIGTERM asks, and tells bad input by an {@link
 * IllegalArgumentException}.
 */
public final class LongWork {

    private static final int NAMED = 20;

    private final CommandSpec spec;

    /** @param spec the command's own */
    public LongWork(CommandSpec spec) {
        this.spec = spec;
    }

    /** What is done; given where it says how far it is, it tells the exit code. */
    @FunctionalInterface
    public interface Body {
        int run(Consumer<String> progress) throws IOException, InterruptedException;
    }

    /**
     * Does it on this thread.
     *
     * @param whenInterrupted what is left then, in words
     * @return the exit code of the work; {@link Interruptible#EXIT} when it was stopped
     * @throws ParameterException for bad input
     */
    public int run(String whenInterrupted, Body body) throws IOException {
        try (Interruptible work = Interruptible.begin()) {
            return body.run(this::say);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            say("interrupted; " + whenInterrupted);
            return Interruptible.EXIT;
        }
    }

    /** A line on standard error. */
    public void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("nuong: " + line);
        err.flush();
    }

    /**
     * Names what could not be used, up to twenty lines.
     *
     * @param rest where the others are named; such as a report
     */
    public void name(List<String> faults, String rest) {
        faults.stream().limit(NAMED).forEach(this::say);
        if (faults.size() > NAMED) {
            say((faults.size() - NAMED) + " more faults " + rest);
        }
    }

    /** The program's name and version. */
    public String version() {
        return spec.root().version()[0];
    }
}
