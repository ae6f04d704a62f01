package vn.nuong.portal.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Refuses forms that another site had a browser send. Browsers say where a form comes from: {@code Sec-Fetch-Site} where they
 * know it, {@code Origin} with every POST.
 */
final class SameOrigin {

    private SameOrigin() {}

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
        String host = request.getHeader("host");
        return host != null && host.equalsIgnoreCase(authority(origin))
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
