package vn.nuong.analytics.history;

/**
 * A probe of soil water tension.
 *
 * @param readings what was believed of it, kPa
 * @param used whether it speaks for its depth; a moisture probe that is heard there goes before it
 */
public record TensionProbe(Series readings, boolean used) {}
