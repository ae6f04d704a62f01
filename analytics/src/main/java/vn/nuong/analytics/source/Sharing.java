package vn.nuong.analytics.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.site.WaterSource;

/**
 * Shares a day's water among its users by the rule that they agreed on, to the litre: the shares add up exactly to what may be drawn.
 *
 * <p>While somebody lacks water nobody gets more than is needed; what one leaves goes to the others by the same rule (weighted max–min
 * fairness). What is over when all needs are met is everybody's by the same weights, so that a need that arises during the day has a
 * bound too. Parts of a litre go to those with the largest remainder, of equal ones to the one named first. The arithmetic is exact.
 * Whose need is not known keeps a whole part, so that nobody loses water to a broken probe: by its own weight, and under {@link
 * WaterSource.Rule#NEED}, where there is none, by its area.
 */
public final class Sharing {

    private Sharing() {}

    /**
     * One who draws.
     *
     * @param id of the plot
     * @param areaM2 area that is watered, m², above 0
     * @param share agreed share, above 0; null unless the rule goes by it
     * @param needLitres what is needed today, litres; null when not known
     * @param thirsty whether the tea is short of water already (Dr ≥ RAW)
     */
    public record User(
            String id,
            double areaM2,
            @Nullable Double share,
            @Nullable Long needLitres,
            boolean thirsty) {
        public User {
            if (!(areaM2 > 0) || (needLitres != null && needLitres < 0)) {
                throw new IllegalArgumentException("user " + id + " of a source has an area of " + areaM2
                        + " m² and needs " + needLitres + " litres; the area has to be above 0, the need not below");
            }
        }
    }

    /**
     * The shares in the order of the users, litres.
     *
     * @param availableLitres what may be drawn today, at least 0
     */
    public static long[] shares(WaterSource.Rule rule, long availableLitres, List<User> users) {
        if (availableLitres < 0) {
            throw new IllegalArgumentException(
                    "there are " + availableLitres + " litres to share; there cannot be less than none");
        }
        long[] shares = new long[users.size()];
        boolean byNeed = rule == WaterSource.Rule.NEED;
        if (byNeed) {
            byNeed(shares, availableLitres, users);
        } else {
            fill(shares, availableLitres, users, all(users), weights(rule, users));
        }
        long over = availableLitres - LongStream.of(shares).sum();
        if (over > 0) { // every need is met
            long[] more = new long[users.size()];
            fill(more, over, unlimited(users), all(users), weights(byNeed ? WaterSource.Rule.AREA : rule, users));
            Arrays.setAll(shares, i -> shares[i] + more[i]);
        }
        return shares;
    }

    private static void byNeed(long[] shares, long availableLitres, List<User> users) {
        List<Integer> unknown = all(users).stream()
                .filter(i -> users.get(i).needLitres() == null)
                .toList();
        long left = availableLitres;
        if (!unknown.isEmpty()) {
            long[] byArea = new long[users.size()];
            fill(byArea, left, unlimited(users), all(users), weights(WaterSource.Rule.AREA, users));
            for (int i : unknown) {
                shares[i] = byArea[i];
                left -= byArea[i];
            }
        }
        for (boolean thirsty : new boolean[] {true, false}) {
            List<Integer> group = all(users).stream()
                    .filter(i ->
                            users.get(i).needLitres() != null && users.get(i).thirsty() == thirsty)
                    .toList();
            fill(shares, left, users, group, weights(WaterSource.Rule.NEED, users));
            for (int i : group) {
                left -= shares[i];
            }
        }
    }

    /** Gives by weight, up to the need; what is left over goes round again. */
    private static void fill(
            long[] shares, long available, List<User> users, List<Integer> group, List<BigInteger> weights) {
        List<Integer> open = new ArrayList<>(
                group.stream().filter(i -> weights.get(i).signum() > 0).toList());
        long left = available;
        while (!open.isEmpty()) {
            BigInteger total = open.stream().map(weights::get).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger toShare = BigInteger.valueOf(left);
            List<Integer> served = open.stream()
                    .filter(i -> {
                        Long need = users.get(i).needLitres();
                        return need != null
                                && BigInteger.valueOf(need).multiply(total).compareTo(toShare.multiply(weights.get(i)))
                                        <= 0;
                    })
                    .toList();
            if (served.isEmpty()) {
                largestRemainder(shares, left, open, weights, total);
                return;
            }
            for (int i : served) {
                Long need = users.get(i).needLitres();
                shares[i] = need == null ? 0 : need;
                left -= shares[i];
            }
            open.removeAll(served);
        }
    }

    private static void largestRemainder(
            long[] shares, long litres, List<Integer> open, List<BigInteger> weights, BigInteger total) {
        BigInteger[] remainder = new BigInteger[shares.length];
        long left = litres;
        for (int i : open) {
            BigInteger[] parts =
                    BigInteger.valueOf(litres).multiply(weights.get(i)).divideAndRemainder(total);
            shares[i] = parts[0].longValueExact();
            remainder[i] = parts[1];
            left -= shares[i];
        }
        open.stream()
                .sorted(Comparator.comparing((Integer i) -> remainder[i])
                        .reversed()) // stable: the first named of equals
                .limit(left)
                .forEach(i -> shares[i]++);
    }

    /** The weights as whole numbers in exact proportion. */
    private static List<BigInteger> weights(WaterSource.Rule rule, List<User> users) {
        List<BigDecimal> exact =
                users.stream().map(u -> BigDecimal.valueOf(weight(rule, u))).toList();
        int scale = Math.max(0, exact.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        return exact.stream()
                .map(w -> w.movePointRight(scale).toBigIntegerExact())
                .toList();
    }

    private static double weight(WaterSource.Rule rule, User user) {
        return switch (rule) {
            case AREA -> user.areaM2();
            case EQUAL -> 1;
            case NEED -> user.needLitres() == null ? 0 : user.needLitres();
            case SHARES -> {
                Double share = user.share();
                if (share == null) {
                    throw new IllegalArgumentException(
                            "user " + user.id() + " of a source that is shared by agreed shares has none");
                }
                yield share;
            }
        };
    }

    private static List<User> unlimited(List<User> users) {
        return users.stream()
                .map(u -> new User(u.id(), u.areaM2(), u.share(), null, u.thirsty()))
                .toList();
    }

    private static List<Integer> all(List<User> users) {
        return IntStream.range(0, users.size()).boxed().toList();
    }
}
