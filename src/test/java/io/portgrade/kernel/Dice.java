package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chance, and what random rules are about: the ports that are probed and the addresses of the laboratory. */
final class Dice {

    private final Random random;
    private final PortRange window;
    private boolean exact = true;

    Dice(long seed, PortRange window) {
        this.random = new Random(seed);
        this.window = window;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of them, at least one, in any order. */
    String some(String separator, String... choices) {
        List<String> shuffled = new ArrayList<>(List.of(choices));
        Collections.shuffle(shuffled, random);
        return String.join(separator, shuffled.subList(0, 1 + random.nextInt(shuffled.size())));
    }

    int port() {
        return window.low() + random.nextInt(window.high() - window.low() + 1);
    }

    /** A range that meets the window, mostly; the separator stands between its ends. */
    String ports(String separator) {
        int one = port();
        int other = port();
        String inside = one == other ? String.valueOf(one) : Math.min(one, other) + separator + Math.max(one, other);
        return switch (below(8)) {
            case 0, 1 -> String.valueOf(one);
            case 2, 3, 4 -> inside;
            case 5 -> "1024" + separator + one;
            case 6 -> one + separator + "65535";
            default -> chance(50) ? "0" + separator + "65535" : "32768" + separator + "60999";
        };
    }

    /** Ports that neither overlap nor touch, as sets want them. */
    String apart(String separator) {
        int[] borders = IntStream.range(0, 2 + 2 * below(3))
                .map(i -> port())
                .distinct()
                .sorted()
                .toArray();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < borders.length; i += 2) {
            boolean range = i + 1 < borders.length && borders[i + 1] > borders[i] + 1;
            parts.add(range ? borders[i] + "-" + (borders[i + 1] - 1) : String.valueOf(borders[i]));
        }
        return parts.stream().distinct().collect(Collectors.joining(separator));
    }

    /** A port of the peer's services, or one that is none. */
    int service() {
        return oneOf(FirewallLab.SERVICE, FirewallLab.SERVICE, FirewallLab.OTHER_SERVICE, 80);
    }

    String address(Family family) {
        String net = family == Family.IPV4 ? "10.99.0.0/24" : "fd99::/64";
        String elsewhere = family == Family.IPV4 ? "192.0.2.0/24" : "2001:db8::/32";
        return switch (below(8)) {
            case 0, 1, 2 -> FirewallLab.peer(family);
            case 3 -> FirewallLab.otherPeer(family);
            case 4 -> FirewallLab.host(family);
            case 5 -> net;
            case 6 -> elsewhere;
            default -> FirewallLab.loopback(family);
        };
    }

    String addressRange(Family family) {
        return family == Family.IPV4
                ? oneOf("10.99.0.1-10.99.0.2", "10.99.0.2-10.99.0.9", "10.98.0.0-10.99.0.2", "192.0.2.1-192.0.2.9")
                : oneOf("fd99::1-fd99::2", "fd99::2-fd99::9", "fd98::-fd99::2", "2001:db8::1-2001:db8::9");
    }

    /** Says that something in the rules is not modelled. */
    String unmodelled(String text) {
        exact = false;
        return text;
    }

    boolean isExact() {
        return exact;
    }
}
