package vn.nuong.analytics.forecast.soilmoisture;

import java.util.function.Consumer;

/** Where long work says how far it is, and learns that it shall stop. */
public record Progress(Consumer<String> lines) {

    public void say(String line) {
        lines.accept(line);
    }

    /** @throws InterruptedException when the thread was asked to stop */
    public void checkNotStopped() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped");
        }
    }
}
