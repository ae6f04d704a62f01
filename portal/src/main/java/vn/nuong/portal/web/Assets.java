package vn.nuong.portal.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Style sheets and scripts, all from the jar, under addresses that change with their content so that phones may keep them. */
public final class Assets {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Map<String, Asset> ASSETS = Map.of(
                    "nuong.css", new Source("/static/nuong.css", "text/css; charset=utf-8"),
                    "nuong.js", new Source("/static/nuong.js", "text/javascript; charset=utf-8"),
                    "chart.js", new Source("/static/chart.js", "text/javascript; charset=utf-8"),
                    "leaf.svg", new Source("/static/leaf.svg", "image/svg+xml"),
                    "uplot.js", new Source(UPLOT + "uPlot.iife.min.js", "text/javascript; charset=utf-8"),
                    "uplot.css", new Source(UPLOT + "uPlot.min.css", "text/css; charset=utf-8"))
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> load(e.getValue())));

    private record Source(String resource, String type) {}

    private record Asset(Buffer content, String type, String version) {}

    private Assets() {}

    static String url(String name) {
        return "/static/" + name + "?v="
                + Objects.requireNonNull(ASSETS.get(name), name).version();
    }

    static void serve(RoutingContext context) {
        String name = context.pathParam("name");
        Asset asset = name == null ? null : ASSETS.get(name);
        if (asset == null) {
            context.next();
            return;
        }
        boolean named = asset.version().equals(context.request().getParam("v"));
        context.response()
                .putHeader("content-type", asset.type())
                .putHeader("cache-control", named ? "public, max-age=31536000, immutable" : "no-cache")
                .end(asset.content());
    }

    private static Asset load(Source source) {
        try (InputStream in = Assets.class.getResourceAsStream(source.resource())) {
            byte[] content = Objects.requireNonNull(in, source.resource()).readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(
                    Buffer.buffer(content),
                    source.type(),
                    HexFormat.of().formatHex(hash).substring(0, 12));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
