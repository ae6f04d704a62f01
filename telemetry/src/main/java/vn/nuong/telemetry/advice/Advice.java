package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The advice for one plot at one time, as stored and published.
 *
 * @param site the plot's site
 * @param plot the plot
 * @param at the time it is for, by the clock of the evaluation
 * @param version version of the rules that made it
 * @param sample whether it rests on sample readings, not on the site's own
 * @param statements one for each {@link AdviceTopic}, in its order
 * @param forecast soil moisture expected in the middle of the root zone; null when there is nothing to start from
 * @param warnings frost and heat that the outlook holds likely, earliest first; none in advice of versions before 3
 * @param inputs what it was made from, by name: newest reading times, counts, days of weather, irrigations
 * @param source the source that the plot draws from; null where none is configured
 * @param bulletins official storm bulletins that were valid then, verbatim; whoever shows them later leaves out the expired
 * @param forecasts soil moisture expected at every probe, the one of {@code forecast} first; none in advice of versions before 7
 */
public record Advice(
        String site,
        String plot,
        Instant at,
        String version,
        boolean sample,
        List<Statement> statements,
        @Nullable MoistureForecast forecast,
        List<WeatherNotice> warnings,
        Map<String, String> inputs,
        @Nullable SourceUse source,
        List<Bulletin> bulletins,
        List<MoistureForecast> forecasts) {

    public Advice {
        forecasts = forecasts == null ? List.of() : List.copyOf(forecasts);
        statements = List.copyOf(statements);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        bulletins = bulletins == null ? List.of() : List.copyOf(bulletins);
        inputs = Map.copyOf(inputs);
        List<AdviceTopic> topics = statements.stream().map(Statement::topic).toList();
        if (!topics.equals(List.of(AdviceTopic.values()))) {
            throw new IllegalArgumentException("advice for " + plot + " has statements on " + topics
                    + ", not one on each of " + List.of(AdviceTopic.values()));
        }
    }

    /** The statement on a matter; there always is one. */
    public Statement on(AdviceTopic topic) {
        return statements.get(topic.ordinal());
    }

    /** With the forecast of the middle of the root zone alone. */
    public Advice(
            String site,
            String plot,
            Instant at,
            String version,
            boolean sample,
            List<Statement> statements,
            @Nullable MoistureForecast forecast,
            List<WeatherNotice> warnings,
            Map<String, String> inputs,
            @Nullable SourceUse source,
            List<Bulletin> bulletins) {
        this(
                site,
                plot,
                at,
                version,
                sample,
                statements,
                forecast,
                warnings,
                inputs,
                source,
                bulletins,
                forecast == null ? List.of() : List.of(forecast));
    }

    /** The same with the forecast of every probe. */
    public Advice with(List<MoistureForecast> all) {
        return new Advice(
                site, plot, at, version, sample, statements, forecast, warnings, inputs, source, bulletins, all);
    }
}
