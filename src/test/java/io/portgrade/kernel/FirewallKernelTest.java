package io.portgrade.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Family;
import io.portgrade.kernel.Comparison.Mismatch;
import io.portgrade.snapshot.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random rules, loaded into the kernel with the real tools, and the model's word on every port beside what happened there.
 * {@code -Dkernel.rulesets} says how many of each backend, {@code -Dkernel.seed} which; each is named by a seed of its own.
 */
class FirewallKernelTest {

    private static final int RULESETS = Integer.getInteger("kernel.rulesets", 30);
    private static final long SEED = Long.getLong("kernel.seed", 1);
    private static final int MOST_MISMATCHES = Integer.getInteger("kernel.mismatches", 3);

    private static final int LISTED_ONE_IN = Integer.getInteger("kernel.listed", 4);
    private static final boolean SHRINKS = Boolean.parseBoolean(System.getProperty("kernel.shrink", "true"));

    private static final int PORTS = 48;
    private static final int FIRST_PORT = 22_000;
    private static final int WINDOWS = 900;

    private static final Duration MEMORY = Duration.ofSeconds(65);

    private static FirewallLab lab;
    private static final Map<Integer, Long> lastUse = new HashMap<>();

    private int tries;
    private int refused;
    private final List<String> mismatches = new ArrayList<>();

    @BeforeAll
    static void open() {
        lab = FirewallLab.open();
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void iptablesNft() {
        run((seed, window) -> List.of(RandomIptables.of(seed, Backend.IPTABLES_NFT, family(seed), window)));
    }

    @Test
    void iptablesLegacy() {
        run((seed, window) -> List.of(RandomIptables.of(seed, Backend.IPTABLES_LEGACY, family(seed), window)));
    }

    @Test
    void nft() {
        run((seed, window) -> List.of(RandomNft.of(seed, window)));
    }

    @Test
    void legacyBesideNft() {
        run((seed, window) -> List.of(
                RandomIptables.of(seed, Backend.IPTABLES_LEGACY, family(seed), window),
                RandomNft.of(seed + 1, window)));
    }

    private interface Generator {
        List<RuleText> of(long seed, PortRange window);
    }

    private static Family family(long seed) {
        return seed % 2 == 0 ? Family.IPV4 : Family.IPV6;
    }

    private void run(Generator generator) {
        Random seeds = new Random(SEED);
        long completed = 0;
        long start = System.nanoTime();
        int tried = 0;
        while (tried < RULESETS && mismatches.size() < MOST_MISMATCHES) {
            long seed = RULESETS == 1 ? SEED : nextSeed(seeds);
            completed += tryOne(generator, seed);
            tried++;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d rulesets, %d refused, %d conversations completed, %d mismatches, %.1f s, %.0f rulesets a minute%n",
                tried, refused, completed, mismatches.size(), seconds, tried * 60 / seconds);
        assertThat(mismatches).isEmpty();
        assertThat(refused).as("rulesets that the kernel refused").isLessThanOrEqualTo(1 + tried / 10);
    }

    /** One whose ports were not probed within the last minute: the kernel remembers connections that failed. */
    private long nextSeed(Random seeds) {
        long seed = seeds.nextInt(Integer.MAX_VALUE);
        while (System.nanoTime() - lastUse.getOrDefault(low(seed), Long.MIN_VALUE / 2) < MEMORY.toNanos()) {
            seed = seeds.nextInt(Integer.MAX_VALUE);
        }
        lastUse.put(low(seed), System.nanoTime());
        return seed;
    }

    private static int low(long seed) {
        return FIRST_PORT + PORTS * (int) Math.floorMod(seed, WINDOWS);
    }

    private int tryOne(Generator generator, long seed) {
        int low = low(seed);
        PortRange window = new PortRange(low, low + PORTS - 1);
        List<RuleText> rules = generator.of(seed, window);
        Trial trial = new Trial(lab, families(rules), window);
        Trial.Result result = trial.run(rules, tries++ % LISTED_ONE_IN == 0, true);
        if (result.isRefused()) {
            refused++;
            if (Boolean.getBoolean("kernel.refusals")) {
                System.out.println(result.refusal() + rules.get(0).text());
            }
        } else if (!result.mismatches().isEmpty()) {
            mismatches.add(describe(trial, rules, result.mismatches().get(0), seed));
        }
        return result.completed();
    }

    private static List<Family> families(List<RuleText> rules) {
        return rules.stream().anyMatch(text -> text.backend() == Backend.NFT)
                ? List.of(Family.values())
                : rules.stream().map(RuleText::family).distinct().toList();
    }

    private static String describe(Trial trial, List<RuleText> rules, Mismatch mismatch, long seed) {
        List<RuleText> smallest = !SHRINKS
                ? rules
                : Shrinking.of(
                        rules,
                        smaller -> trial.run(smaller, mismatch.about().contains(": "), false).mismatches().stream()
                                .anyMatch(mismatch::isLike));
        Mismatch left = trial.run(smallest).mismatches().stream()
                .filter(mismatch::isLike)
                .findFirst()
                .orElse(mismatch);
        StringBuilder text =
                new StringBuilder("\nseed " + seed + ": " + left.about() + ", ports " + left.ports() + ": ");
        text.append(
                switch (left.kind()) {
                    case PASSES -> "the model lets it pass, the kernel does not";
                    case LOST -> "the model loses it, the kernel does not";
                    case UNDECIDED -> "the model cannot tell";
                });
        text.append("\nmodel: ").append(left.why()).append('\n');
        smallest.forEach(rule -> text.append(rule.backend())
                .append(' ')
                .append(rule.family())
                .append('\n')
                .append(rule.text()));
        return text.toString();
    }
}
