package vn.nuong.portal.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Refuses forms that another site had a browser send. Browsers say where a form comes from: {@code Sec-Fetch-Site} where they
 * know it, {@code Origin} with every POST.
 */
public final class SameOrigin {

    private SameOrigin() {}

    /**
     * The same for a body of JSON, which no browser sends to another site unasked: a request that does not say where it comes from
     * is a program's.
     */
    public static Optional<String> findFaultOfJson(HttpServerRequest request) {
        boolean said = request.getHeader("sec-fetch-site") != null || request.getHeader("origin") != null;
        return said ? findFault(request) : Optional.empty();
    }

    /** Why a request must not be obeyed; empty when it may. */
    static Optional<String> findFault(HttpServerRequest request) {
        String site = request.getHeader("sec-fetch-site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("Sec-Fetch-Site is " + site);
        }
        String origin = request.getHeader("origin");
        if (origin == null) {
            return site == null
                    ? Optional.of("neither Origin nor Sec-Fetch-Site says where it comes from")
                    : Optional.empty();
        }
        String host = String.valueOf(request.authority()); // Host in HTTP/1.1, :authority in HTTP/2
        return host.equalsIgnoreCase(authority(origin))
                ? Optional.empty()
                : Optional.of("Origin is " + origin + ", not " + host);
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return "no address: " + e.getMessage();
        }
    }
}
