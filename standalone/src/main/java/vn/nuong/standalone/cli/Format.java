package vn.nuong.standalone.cli;

/** How a command writes what it found. */
public enum Format {
    TABLE,
    JSON,
    CSV
}
