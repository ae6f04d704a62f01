package vn.nuong.portal.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import vn.nuong.telemetry.advice.Text;

/**
 * One thing that ingest found when it looked at a device's last messages.
 *
 * @param severity {@code ok}, {@code warning} or {@code error}
 * @param text in a sentence
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Finding(String severity, Text text) {}
