package vn.nuong.ingest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open, as {@code LEVEL message}. */
final class HeardLog implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    HeardLog(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        logger.setLevel(Level.INFO);
        heard.start();
        logger.addAppender(heard);
    }

    List<String> lines() {
        return heard.list.stream()
                .map(e -> e.getLevel() + " " + e.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setLevel(null); // what is set for all
    }
}
