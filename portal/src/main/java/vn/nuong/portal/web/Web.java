package vn.nuong.portal.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.ingest.DeadLetterFilter;
import vn.nuong.portal.live.EventStream;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.http.Api;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** The pages' addresses. Whatever a page asks for blocks, so pages are made on worker threads. */
public final class Web {

    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    private static final String LANGUAGE_COOKIE = "lang";
    private static final int YEAR_S = 365 * 86_400;
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final SiteConfig site;
    private final Pages pages;
    private final Records records;
    private final Exports exports;
    private final Answers answers;
    private final Operations operations;
    private final EventStream events;

    public Web(
            Vertx vertx,
            SiteConfig site,
            Pages pages,
            Records records,
            Exports exports,
            Answers answers,
            Operations operations,
            EventStream events) {
        this.vertx = vertx;
        this.site = site;
        this.pages = pages;
        this.records = records;
        this.exports = exports;
        this.answers = answers;
        this.operations = operations;
        this.events = events;
    }

    /** Adds the pages to a router. */
    public void mount(Router router) {
        router.route().handler(Web::protect);
        router.get("/static/:name").handler(Assets::serve);
        router.get("/events").handler(events::open);
        router.get("/").handler(context -> html(context, () -> pages.home(language(context))));
        router.get("/plots/:plot")
                .handler(context -> html(context, () -> pages.plot(language(context), plot(context))));
        router.get("/plots/:plot/chart.json").handler(this::chart);
        router.get("/plots/:plot/water")
                .handler(context -> html(context, () -> pages.water(language(context), plot(context))));
        router.get("/plots/:plot/model")
                .handler(context -> html(context, () -> pages.model(language(context), plot(context))));
        router.get("/alerts").handler(context -> html(context, () -> pages.deviceAlerts(language(context))));
        router.get("/compare").handler(context -> html(context, () -> records.compare(language(context))));
        router.get("/compare.csv").handler(context -> csv(context, exports::compareCsv));
        router.get("/plots/:plot/diary")
                .handler(context -> html(
                        context,
                        () -> records.diary(
                                language(context), plot(context), DiaryView.Outcome.of(context.request()::getParam))));
        router.post("/plots/:plot/diary").handler(Web::refuseOtherOrigins).handler(this::writeDiary);
        router.post("/plots/:plot/diary/cancel")
                .handler(Web::refuseOtherOrigins)
                .handler(this::cancelPlan);
        router.get("/plots/:plot/diary.csv").handler(context -> csv(context, () -> exports.diaryCsv(plot(context))));
        router.get("/plots/:plot/readings.csv")
                .handler(context -> csv(
                        context, () -> exports.readingsCsv(plot(context), time(context, "from"), time(context, "to"))));
        router.get("/plots/:plot/answer").handler(context -> html(context, () -> askForAnswer(context)));
        router.post("/plots/:plot/answer").handler(Web::refuseOtherOrigins).handler(this::takeAnswer);
        mountOperations(router);
        router.get()
                .handler(context ->
                        fail(context, ApiError.notFound(context.request().path())));
        router.route().failureHandler(context -> fail(context, context.failure()));
    }

    private void mountOperations(Router router) {
        router.get("/devices/:device")
                .handler(context -> html(
                        context,
                        () -> operations.device(language(context), String.valueOf(context.pathParam("device")))));
        router.get("/van-hanh").handler(context -> html(context, () -> operations.overview(language(context))));
        router.get(DeadLettersView.PATH)
                .handler(context -> html(
                        context,
                        () -> operations.deadLetters(
                                language(context), filter(context), number(context, "before"), outcome(context))));
        router.post(DeadLettersView.PATH).handler(Web::refuseOtherOrigins).handler(this::retry);
        router.get(ConflictsView.PATH)
                .handler(context ->
                        html(context, () -> operations.conflicts(language(context), word(context, "device"))));
        router.get(CompletenessView.PATH)
                .handler(context -> html(context, () -> operations.completeness(language(context), part(context))));
    }

    private void retry(RoutingContext context) {
        work(
                context,
                () -> operations.retry(filter(context), number(context, "id")),
                address -> seeOther(context, address));
    }

    private static DeadLetterFilter filter(RoutingContext context) {
        return new DeadLetterFilter(word(context, "device"), word(context, "reason"));
    }

    private static Optional<DeadLettersView.Outcome> outcome(RoutingContext context) {
        Long queued = number(context, "queued");
        Long cut = number(context, "cut");
        return queued == null
                ? Optional.empty()
                : Optional.of(new DeadLettersView.Outcome(queued.intValue(), cut == null ? 0 : cut.intValue()));
    }

    private static int part(RoutingContext context) {
        Long part = number(context, "part");
        return part == null ? 0 : (int) Math.min(part, Integer.MAX_VALUE - 1);
    }

    /** A parameter of the address or field of a form; null when it is missing or blank. */
    private static @Nullable String word(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        String text = value == null ? context.request().getParam(name) : value;
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable Long number(RoutingContext context, String name) {
        String text = word(context, name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,18}")) {
            throw ApiError.badRequest(name + " is \"" + text + "\", not a whole number");
        }
        return Long.valueOf(text);
    }

    private void chart(RoutingContext context) {
        vertx.executeBlocking(() -> pages.chart(language(context), plot(context)), false)
                .onComplete(
                        chart -> Api.json(context.response(), 200, chart),
                        failure -> Api.fail(
                                context,
                                failure instanceof IOException
                                        ? new ApiError(502, "the readings cannot be had: " + failure.getMessage())
                                        : failure));
    }

    private String askForAnswer(RoutingContext context) {
        Plot plot = plot(context);
        AdviceTopic topic = topic(context);
        Instant at = at(context);
        return pages.findQuestion(plot, topic, at)
                .map(question -> pages.answer(language(context), plot, question))
                .orElseThrow(() -> ApiError.notFound("no advice on " + topic + " of " + at + " for " + plot.id()));
    }

    private void takeAnswer(RoutingContext context) {
        work(
                context,
                () -> {
                    Plot plot = plot(context);
                    AdviceTopic topic = topic(context);
                    Instant at = at(context);
                    if (pages.findQuestion(plot, topic, at).isEmpty()
                            && answers.findAnswer(plot.id(), topic, at).isEmpty()) {
                        throw ApiError.notFound("no advice on " + topic + " of " + at + " for " + plot.id());
                    }
                    boolean followed = switch (String.valueOf(context.request().getFormAttribute("followed"))) {
                        case "yes" -> true;
                        case "no" -> false;
                        default -> throw ApiError.badRequest("followed is neither yes nor no");
                    };
                    answers.answer(plot, topic, at, followed);
                    return "/plots/" + plot.id() + "#" + topic.name().toLowerCase(Locale.ROOT);
                },
                address -> seeOther(context, address));
    }

    private void writeDiary(RoutingContext context) {
        work(
                context,
                () -> Optional.ofNullable(
                        records.write(language(context), plot(context), context.request()::getFormAttribute)),
                toCorrect -> {
                    if (toCorrect.isPresent()) {
                        html(context, 422, toCorrect.get());
                    } else {
                        seeOther(context, "/plots/" + context.pathParam("plot") + "/diary?saved=1");
                    }
                });
    }

    private void cancelPlan(RoutingContext context) {
        work(
                context,
                () -> records.cancel(
                        plot(context), String.valueOf(context.request().getFormAttribute("id"))),
                removed -> seeOther(
                        context, "/plots/" + context.pathParam("plot") + "/diary" + (removed ? "?cancelled=1" : "")));
    }

    private void csv(RoutingContext context, Callable<String> table) {
        work(
                context,
                table,
                text -> context.response()
                        .putHeader("content-type", "text/csv; charset=utf-8")
                        .putHeader("cache-control", "no-store")
                        .end(text));
    }

    private static @Nullable Instant time(RoutingContext context, String name) {
        String text = context.request().getParam(name);
        // In a query "+07:00" that was not percent-encoded arrives as " 07:00".
        return text == null || text.isEmpty() ? null : Times.parse(text.replace(' ', '+'));
    }

    private static void seeOther(RoutingContext context, String address) {
        context.response().setStatusCode(303).putHeader("location", address).end();
    }

    private Plot plot(RoutingContext context) {
        String id = context.pathParam("plot");
        return site.findPlot(String.valueOf(id))
                .orElseThrow(() -> ApiError.notFound("there is no plot \"" + id + "\""));
    }

    private static AdviceTopic topic(RoutingContext context) {
        String topic = parameter(context, "topic");
        for (AdviceTopic known : AdviceTopic.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(topic)) {
                return known;
            }
        }
        throw ApiError.badRequest("topic \"" + topic + "\" is none of the four matters of advice");
    }

    private static Instant at(RoutingContext context) {
        return Times.parse(parameter(context, "at"));
    }

    private static String parameter(RoutingContext context, String name) {
        String value = context.request().getParam(name);
        if (value == null) {
            throw ApiError.badRequest(name + " is missing");
        }
        return value;
    }

    /** The language asked for by {@code ?lang=}, kept in a cookie; Vietnamese otherwise. */
    private static Language language(RoutingContext context) {
        String asked = context.request().getParam(LANGUAGE_COOKIE);
        if (asked == null) {
            Cookie cookie = context.request().getCookie(LANGUAGE_COOKIE);
            asked = cookie == null ? null : cookie.getValue();
        }
        return Language.EN.code().equals(asked) ? Language.EN : Language.VI;
    }

    private static void protect(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "same-origin");
        String asked = context.request().getParam(LANGUAGE_COOKIE);
        if (asked != null) {
            response.addCookie(Cookie.cookie(LANGUAGE_COOKIE, Language.EN.code().equals(asked) ? "en" : "vi")
                    .setPath("/")
                    .setMaxAge(YEAR_S)
                    .setHttpOnly(true)
                    .setSameSite(CookieSameSite.LAX));
        }
        context.next();
    }

    private static void refuseOtherOrigins(RoutingContext context) {
        Optional<String> fault = SameOrigin.findFault(context.request());
        if (fault.isPresent()) {
            throw new ApiError(403, "this form was not sent by our own page: " + fault.get());
        }
        context.next();
    }

    private void html(RoutingContext context, Callable<String> page) {
        work(context, page, text -> html(context, 200, text));
    }

    private static void html(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(text);
    }

    private <T> void work(RoutingContext context, Callable<T> work, Consumer<T> then) {
        vertx.executeBlocking(work, false).onComplete(result -> {
            if (result.failed()) {
                fail(context, result.cause());
            } else if (!context.response().ended()) {
                then.accept(result.result());
            }
        });
    }

    private static int statusOf(@Nullable Throwable failure, int otherwise) {
        if (failure instanceof ApiError error) {
            return error.status();
        }
        if (failure instanceof IllegalArgumentException) {
            return 400;
        }
        return failure instanceof IOException ? 502 : failure == null && otherwise >= 400 ? otherwise : 500;
    }

    private void fail(RoutingContext context, @Nullable Throwable failure) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        int status = statusOf(failure, context.statusCode());
        if (status >= 500) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    failure);
        }
        boolean vi = language(context) == Language.VI;
        String title = switch (status) {
            case 404 -> vi ? "Không có trang này" : "There is no such page";
            case 400, 403 -> vi ? "Không làm được" : "That cannot be done";
            default -> vi ? "Máy chủ gặp lỗi" : "The server failed";
        };
        String text = status >= 500 || failure == null
                ? (vi ? "Hãy thử lại sau ít phút." : "Please try again in a few minutes.")
                : (vi ? "Xem lại địa chỉ, hoặc về trang đầu rồi làm lại. Chi tiết: " : "") + failure.getMessage();
        vertx.executeBlocking(() -> pages.problem(language(context), title, text), false)
                .onComplete(
                        page -> html(context, status, page),
                        worse -> context.response().setStatusCode(status).end(title));
    }
}
