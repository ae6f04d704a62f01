package vn.nuong.ingest.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the journal's log out of tests that damage it a thousand times. */
final class QuietLog implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        setLevel(null);
    }

    /** Null for what is set for all. */
    private static void setLevel(Level level) {
        ((Logger) LoggerFactory.getLogger(Journal.class.getPackageName())).setLevel(level);
    }
}
