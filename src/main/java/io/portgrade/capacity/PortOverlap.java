package io.portgrade.capacity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Ports of one range that several take without regard to each other, so that some of them are the same ones. Where each
 * begins to look is chance, within the part of the range that it prefers and, once that is full, within the next. Of a
 * part, shares x and y come to 1 − (1 − x)(1 − y) on average; they are no less than the larger and no more than the sum.
 * ({@code inet_csk_find_open_port} in net/ipv4/inet_connection_sock.c and {@code __inet_hash_connect} in
 * net/ipv4/inet_hashtables.c, v6.18; measured there.) Of more than 8 takers, those that take nearly as many are taken to have
 * their average. What is asked again, as it is for each destination, is worked out once; not safe for use by several threads.
 */
final class PortOverlap {

    private static final int MOST_SIZES = 8;
    private static final int STEPS = 26;

    private final List<Takers> takers;
    private final double ports;
    private final int parts;
    private final Map<Double, Double> shares = new HashMap<>();

    private PortOverlap(List<Takers> takers, double ports, int parts) {
        this.takers = takers;
        this.ports = ports;
        this.parts = parts;
    }

    /** Some that take as many ports each. */
    private record Takers(int count, double ports) {}

    /** What all that take ports of one part leave of it, given what each leaves. */
    private interface Rest {
        double after(double left, double leaves, int takers);
    }

    /**
     * @param ports of the range
     * @param parts 2 where odd ports are told from even ones, else 1
     */
    static PortOverlap of(Collection<Double> portsOfEach, double ports, int parts) {
        List<Double> sorted =
                portsOfEach.stream().sorted(Comparator.reverseOrder()).toList();
        int chunk = Math.max(1, (sorted.size() + MOST_SIZES - 1) / MOST_SIZES);
        List<Takers> takers = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += chunk) {
            List<Double> alike = sorted.subList(from, Math.min(sorted.size(), from + chunk));
            double sum = alike.stream().mapToDouble(Double::doubleValue).sum();
            takers.add(new Takers(alike.size(), sum / alike.size()));
        }
        return new PortOverlap(takers, Math.max(1, ports), parts);
    }

    /** These and others of the same range. */
    PortOverlap and(PortOverlap others) {
        List<Takers> all = new ArrayList<>(takers);
        all.addAll(others.takers);
        return new PortOverlap(all, ports, parts);
    }

    boolean isByChance() {
        return takers.size() > 1;
    }

    int count() {
        return takers.stream().mapToInt(Takers::count).sum();
    }

    /** How many ports are taken on average. */
    double average() {
        return average(1);
    }

    double least() {
        return taken(1, (left, leaves, count) -> Math.min(left, leaves));
    }

    double most() {
        return taken(1, (left, leaves, count) -> Math.max(0, left - count * (1 - leaves)));
    }

    /**
     * The share of the ports in use by these and by others that have theirs to themselves: one over the factor by which
     * all of them may grow until no port is left. It is the share that is taken now when nothing is left to chance.
     */
    double shareWith(double others) {
        return shares.computeIfAbsent(others, this::findShare);
    }

    private double findShare(double others) {
        double sum =
                takers.stream().mapToDouble(each -> each.count() * each.ports()).sum();
        if (!isByChance()) {
            return (others + sum) / ports;
        }
        double most = takers.stream().mapToDouble(Takers::ports).max().orElse(0);
        double low = (others + most) / ports;
        double high = (others + sum) / ports;
        DoubleUnaryOperator takenAt = share -> others / share + average(1 / share);
        for (int step = 0; step < STEPS && low < high; step++) {
            double middle = (low + high) / 2;
            if (takenAt.applyAsDouble(middle) > ports) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double average(double growth) {
        return taken(growth, (left, leaves, count) -> left * power(leaves, count));
    }

    private double taken(double growth, Rest rest) {
        double part = ports / parts;
        double taken = 0;
        for (int number = 0; number < parts; number++) {
            double left = 1;
            for (Takers each : takers) {
                double share = (each.ports() * growth - number * part) / part;
                left = rest.after(left, 1 - Math.min(1, Math.max(0, share)), each.count());
            }
            taken += part * (1 - left);
        }
        return taken;
    }

    /** Much faster than Math.pow, and asked for very often. */
    private static double power(double base, int exponent) {
        double power = 1;
        double square = base;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}
