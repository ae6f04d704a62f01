package vn.nuong.portal.live;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.Smtp;
import vn.nuong.portal.store.AlertStore;
import vn.nuong.portal.store.DeviceAlertStore;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;

/**
 * Mails each alert once, of one about devices the beginning and the end, trying again until the mail server takes it. Works through the store, so that what a stop
 * interrupts goes on at the next start. Should the process die between the server's taking a mail and our noting it, the
 * mail goes out again under the same Message-ID. Thread-safe.
 */
public final class AlertMail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertMail.class);
    private static final int MOST_FAILURES_COUNTED = 7;

    private final Vertx vertx;
    private final Smtp smtp;
    private final AlertStore alerts;
    private final DeviceAlertStore deviceAlerts;
    private final Clock wall;
    private final Duration firstRetry;
    private final MailClient client;
    private boolean sending; // guarded by this
    private boolean again; // guarded by this
    private boolean closed; // guarded by this
    private int failures; // guarded by this

    /**
     * @param firstRetry how long to wait after a first failure; doubles up to 64 times as long
     */
    public AlertMail(
            Vertx vertx, Smtp smtp, AlertStore alerts, DeviceAlertStore deviceAlerts, Clock wall, Duration firstRetry) {
        this.vertx = vertx;
        this.smtp = smtp;
        this.alerts = alerts;
        this.deviceAlerts = deviceAlerts;
        this.wall = wall;
        this.firstRetry = firstRetry;
        MailConfig config = new MailConfig()
                .setHostname(smtp.host())
                .setPort(smtp.port())
                .setSsl(smtp.tls() == Smtp.Tls.TLS)
                .setStarttls(smtp.tls() == Smtp.Tls.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setOwnHostname("nuong.invalid") // RFC 2606: our real name is nobody's business
                .setConnectTimeout(10_000);
        if (smtp.user() == null) {
            config.setLogin(LoginOption.DISABLED);
        } else {
            config.setLogin(LoginOption.REQUIRED).setUsername(smtp.user()).setPassword(smtp.password());
        }
        this.client = MailClient.create(vertx, config);
    }

    /** Sends whatever waits, soon. */
    public void sendDue() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (sending) {
                again = true;
                return;
            }
            sending = true;
        }
        vertx.executeBlocking(this::findDue)
                .compose(due -> sendAll(due.iterator()))
                .onComplete(this::sent);
    }

    /**
     * A mail that waits.
     *
     * @param taken notes that the mail server has it
     */
    private record Due(MailMessage mail, Runnable taken) {}

    /** What is about tea goes before what is about probes. */
    private List<Due> findDue() {
        List<Due> due = new ArrayList<>();
        for (Alert alert : alerts.findUnmailed()) {
            due.add(new Due(mail(alert, smtp), () -> alerts.mailed(alert.id(), wall.instant())));
        }
        for (DeviceAlert alert : deviceAlerts.findUnmailed()) {
            due.add(new Due(mail(alert, smtp), () -> deviceAlerts.mailed(alert)));
        }
        return due;
    }

    private Future<Void> sendAll(Iterator<Due> due) {
        if (!due.hasNext()) {
            return Future.succeededFuture();
        }
        Due next = due.next();
        return client.sendMail(next.mail())
                .compose(result -> vertx.executeBlocking(() -> {
                    next.taken().run();
                    return next;
                }))
                .compose(done -> sendAll(due));
    }

    private void sent(AsyncResult<Void> result) {
        boolean more;
        long delay = 0;
        synchronized (this) {
            sending = false;
            more = again && result.succeeded();
            again = false;
            if (result.succeeded()) {
                failures = 0;
            } else if (!closed) {
                delay = firstRetry.toMillis() << Math.min(failures, MOST_FAILURES_COUNTED - 1);
                failures++;
            }
        }
        if (delay > 0) {
            LOG.warn(
                    "cannot mail an alert through {}:{}: {}; trying again in {} s",
                    smtp.host(),
                    smtp.port(),
                    result.cause().getMessage(),
                    delay / 1000);
            vertx.setTimer(delay, timer -> sendDue());
        } else if (more) {
            sendDue();
        }
    }

    /** The mail of an alert: its sentence, a link to the plot and one to answer by. */
    static MailMessage mail(Alert alert, Smtp smtp) {
        String plot = base(smtp) + "/plots/" + alert.plot();
        String answer = plot + "/answer?topic=" + alert.topic().name().toLowerCase(Locale.ROOT) + "&at="
                + URLEncoder.encode(alert.at().toString(), StandardCharsets.UTF_8);
        String done = alert.decision() == Decision.IRRIGATE ? "Đã tưới" : "Đã tiêu nước";
        StringBuilder text = new StringBuilder();
        if (alert.sample()) {
            text.append("DỮ LIỆU MẪU, không phải Tân Cương\n\n");
        }
        text.append(alert.plotName()).append(": ").append(alert.sentence().vi()).append("\n\n");
        text.append(done).append("? Bấm một lần để trả lời:\n").append(answer).append("\n\n");
        text.append("Vì sao, và số đo:\n").append(plot).append("\n\n-- \n");
        text.append(alert.sentence().en()).append('\n');
        MailMessage mail = new MailMessage()
                .setFrom(smtp.from())
                .setTo(List.copyOf(smtp.to()))
                .setSubject((alert.sample() ? "[MẪU] " : "") + oneLine(alert.plotName()) + ": "
                        + (alert.decision() == Decision.IRRIGATE ? "nên tưới" : "nên tiêu nước"))
                .setText(text.toString());
        mail.addHeader("Message-ID", messageId(alert.id()));
        return mail;
    }

    /** The mail of an alert about devices: what is known and where to look, and when it has ended how. Nobody is asked anything. */
    static MailMessage mail(DeviceAlert alert, Smtp smtp) {
        Text closing = alert.closing();
        StringBuilder text = new StringBuilder();
        if (alert.sample()) {
            text.append("DỮ LIỆU MẪU, không phải Tân Cương\n\n");
        }
        if (closing != null) {
            text.append("Đã hết: ").append(closing.vi()).append("\n\n");
        }
        text.append(alert.sentence().vi()).append("\n\n");
        text.append("Các báo động thiết bị:\n").append(base(smtp)).append("/alerts\n\n-- \n");
        if (closing != null) {
            text.append("Over: ").append(closing.en()).append('\n');
        }
        text.append(alert.sentence().en()).append('\n');
        MailMessage mail = new MailMessage()
                .setFrom(smtp.from())
                .setTo(List.copyOf(smtp.to()))
                .setSubject((alert.sample() ? "[MẪU] " : "")
                        + (closing == null ? "Thiết bị: " : "Đã hết: ")
                        + oneLine(alert.title().vi()))
                .setText(text.toString());
        String opened = messageId(alert.id());
        if (closing == null) {
            mail.addHeader("Message-ID", opened);
        } else { // mail programs show it under the first
            mail.addHeader("Message-ID", messageId(alert.id() + "-over"));
            mail.addHeader("In-Reply-To", opened);
            mail.addHeader("References", opened);
        }
        return mail;
    }

    private static String base(Smtp smtp) {
        return smtp.publicUrl().toString().replaceAll("/+$", "");
    }

    private static String messageId(String id) {
        return "<" + id.replaceAll("[^A-Za-z0-9.-]", "-") + "@nuong.invalid>";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        client.close().onFailure(failure -> LOG.debug("the mail client was already closed", failure));
    }
}
