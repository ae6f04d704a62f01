package vn.nuong.gateway.spool;

import java.sql.SQLException;

/** The spool's file cannot be used just now: a full disk, say. */
public final class SpoolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SpoolException(String message, SQLException cause) {
        super(message, cause);
    }
}
