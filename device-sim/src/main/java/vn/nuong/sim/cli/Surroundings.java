package vn.nuong.sim.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command needs from outside, so that tests can give it.
 *
 * @param environment the environment variables
 * @param connections how brokers are reached
 * @param wall the wall clock
 * @param nanoTime a clock that only goes forward, for measuring how long something takes
 * @param sleeper how waiting is done
 * @param terminal whether a person watches
 */
record Surroundings(
        Map<String, String> environment,
        Connection.Factory connections,
        InstantSource wall,
        LongSupplier nanoTime,
        Pacer.Sleeper sleeper,
        boolean terminal) {

    static Surroundings real() {
        return new Surroundings(
                System.getenv(),
                Connection::mqtt,
                InstantSource.system(),
                System::nanoTime,
                (Duration time) -> Thread.sleep(time.toMillis()),
                isTerminal());
    }

    /** From JDK 22 on there is a console even without a terminal, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull") // null still says "no terminal" on JDK 17
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) { // an older JDK, where a console is a terminal
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot ask whether there is a terminal", e);
        }
    }
}
