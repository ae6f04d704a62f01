package vn.nuong.sim.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a service, so that one without its scheme is a wrong option and not a failure. */
public final class HttpAddress implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no address (" + e.getReason() + "); write it as http://127.0.0.1:8090");
        }
        throw new TypeConversionException("\"" + text + "\" is no address; write it as http://127.0.0.1:8090");
    }
}
