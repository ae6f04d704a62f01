package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.DataLock;
import vn.nuong.ingest.api.DeadLetterRetry;
import vn.nuong.ingest.api.DeadLetters;
import vn.nuong.ingest.api.RetryAnswer;
import vn.nuong.ingest.api.RetryRequest;
import vn.nuong.ingest.journal.Draft;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.time.Times;

/** Puts dead letters into the journal of an ingest that does not run, which then tries them when it starts. */
final class StoppedIngest {

    private final DataFolder folder;

    StoppedIngest(DataFolder folder) {
        this.folder = folder;
    }

    /** @throws IOException when an ingest works in the folder, or it is none of an ingest's */
    RetryAnswer retry(List<RetryRequest> requests) throws IOException {
        SqliteReader.requireReadable(folder.records(), "name the data folder that ingest was started with");
        try (DataLock lock = DataLock.tryLock(folder.folder())
                        .orElseThrow(() -> new IOException("an ingest works in " + folder.folder()
                                + "; ask it instead, with --url and its address"));
                RecordStore records = RecordStore.open(folder.records());
                Journal journal = Journal.open(folder.journal(), Journal.Settings.DEFAULT)) {
            records.lanes().ifPresent(lanes -> journal.beginAt(lanes.live()));
            SteadyClock clock = new SteadyClock(
                    Clock.systemUTC(),
                    System::nanoTime,
                    Times.ofEpochNanos(Math.max(records.lastReceivedNs(), journal.lastReceivedNs())));
            DeadLetterRetry retry =
                    new DeadLetterRetry(new DeadLetters(records), whole -> append(whole, journal, clock));
            int queued = 0;
            List<Long> cut = new ArrayList<>();
            for (RetryRequest request : requests) {
                RetryAnswer answer = retry.retry(request);
                queued += answer.queued();
                cut.addAll(answer.cut());
            }
            return new RetryAnswer(queued, cut);
        }
    }

    private static void append(List<DeadLetter> whole, Journal journal, SteadyClock clock) {
        journal.append(whole.stream()
                .map(letter -> new Draft(clock.next(), letter.topic(), letter.payload(), false, false, letter.id()))
                .toList());
    }
}
