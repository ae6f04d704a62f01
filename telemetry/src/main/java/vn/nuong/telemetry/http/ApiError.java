package vn.nuong.telemetry.http;

/** A request that cannot be answered, with the HTTP status and a message for whoever sent it. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    public ApiError(int status, String message) {
        super(message);
        this.status = status;
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, message);
    }

    public static ApiError notFound(String message) {
        return new ApiError(404, message);
    }

    public int status() {
        return status;
    }
}
