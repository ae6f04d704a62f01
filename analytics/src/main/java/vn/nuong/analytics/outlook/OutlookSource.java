package vn.nuong.analytics.outlook;

import java.io.IOException;
import java.time.Instant;

/** Where the weather expected comes from. Implementations are safe for several threads. */
public interface OutlookSource {

    /** No forecast at all. */
    OutlookSource NONE = now -> Outlook.none();

    /**
     * What is expected from a time on; {@link Outlook#none()} when the source has nothing that reaches beyond it. Nothing in
     * it lies wholly before {@code now}.
     *
     * @throws IOException when the source cannot be reached or understood; whoever asks goes on without
     */
    Outlook outlook(Instant now) throws IOException;
}
