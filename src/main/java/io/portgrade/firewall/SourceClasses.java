package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits all addresses into classes between which no rule makes a difference, and takes one address of each. Addresses
 * that no other host can have are left out.
 */
final class SourceClasses {

    /** Of what an evaluation may cost: rules times classes. */
    private static final long MAX_RULES_TIMES_CLASSES = 400_000;

    private static final int MAX_CLASSES = 32;

    private static final List<String> NEVER_REMOTE =
            List.of("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/127", "ff00::/8", "fe80::/10");

    /** Addresses for documentation, which stand for no one: RFC 5737, RFC 3849. */
    private static final List<String> PREFERRED = List.of("203.0.113.7", "2001:db8::7");

    private final Family family;

    /** Where the set of rules that name an address changes, and by what. */
    private final Map<IpAddress, Long> changes = new HashMap<>();

    private long nextKey = 0x9E37_79B9_7F4A_7C15L;

    SourceClasses(Family family) {
        this.family = family;
    }

    /** One address a class, the one of the largest class first; null alone, which is any, when there are too many. */
    static List<@Nullable IpAddress> of(List<Firewall> firewalls, Family family, AddressSet own) {
        SourceClasses classes = new SourceClasses(family);
        NEVER_REMOTE.forEach(range -> classes.add(AddressRange.find(range).orElseThrow(), Long.MIN_VALUE));
        own.ranges().forEach(range -> classes.add(range, Long.MIN_VALUE));
        PlainMatches plain = new PlainMatches(classes::collect);
        long rules = 0;
        for (Rule rule : new RulesOf(firewalls)) {
            rules++;
            plain.visit(rule.matches());
        }
        long most = Math.min(MAX_CLASSES, Math.max(1, MAX_RULES_TIMES_CLASSES / Math.max(1, rules)));
        List<IpAddress> representatives = classes.representatives(most);
        return representatives.isEmpty() ? Collections.singletonList(null) : new ArrayList<>(representatives);
    }

    private void collect(Match match) {
        if (match instanceof Match.Address address) {
            long key = key();
            address.addresses().ranges().forEach(range -> add(range, key));
        }
    }

    /** The next of a sequence of numbers whose exclusive ors are all different, as good as always (SplitMix64). */
    private long key() {
        nextKey += 0x9E37_79B9_7F4A_7C15L;
        long mixed = (nextKey ^ nextKey >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return (mixed ^ mixed >>> 31) & Long.MAX_VALUE;
    }

    /** Keys are exclusively ored where a range begins and after it ends; addresses that are left out count. */
    private void add(AddressRange range, long key) {
        if (range.family() != family) {
            return;
        }
        change(range.low(), key);
        IpAddress after = range.high().next();
        if (after.compareTo(range.high()) > 0) {
            change(after, key == Long.MIN_VALUE ? LEAVE : key);
        }
    }

    private static final long LEAVE = Long.MIN_VALUE + 1;

    private void change(IpAddress at, long key) {
        if (key == Long.MIN_VALUE || key == LEAVE) {
            excluded.merge(at, key == LEAVE ? -1 : 1, Integer::sum);
            changes.putIfAbsent(at, 0L);
        } else {
            changes.merge(at, key, (a, b) -> a ^ b);
        }
    }

    private final Map<IpAddress, Integer> excluded = new HashMap<>();

    /** @return none when there are more than this many */
    private List<IpAddress> representatives(long most) {
        List<IpAddress> borders = new ArrayList<>(changes.keySet());
        IpAddress first = new IpAddress(family, 0, 0);
        if (!changes.containsKey(first)) {
            borders.add(first);
        }
        borders.sort(Comparator.naturalOrder());
        Map<Long, IpAddress> byClass = new LinkedHashMap<>();
        Map<Long, Double> sizes = new HashMap<>();
        long signature = 0;
        int out = 0;
        for (int i = 0; i < borders.size(); i++) {
            IpAddress low = borders.get(i);
            signature ^= changes.getOrDefault(low, 0L);
            out += excluded.getOrDefault(low, 0);
            if (out == 0) {
                AddressRange range = new AddressRange(low, end(borders, i));
                byClass.merge(signature, preferred(range), SourceClasses::better);
                sizes.merge(signature, size(range), Double::sum);
                if (byClass.size() > most) {
                    return List.of();
                }
            }
        }
        List<Long> classes = new ArrayList<>(byClass.keySet());
        classes.sort(Comparator.comparing((Long key) -> sizes.get(key)).reversed());
        return classes.stream().map(byClass::get).toList();
    }

    private IpAddress end(List<IpAddress> borders, int index) {
        return index + 1 < borders.size()
                ? borders.get(index + 1).previous()
                : AddressRange.all(family).high();
    }

    private static IpAddress preferred(AddressRange range) {
        for (String text : PREFERRED) {
            IpAddress address = IpAddress.find(text).orElseThrow();
            if (range.contains(address)) {
                return address;
            }
        }
        return range.low();
    }

    private static IpAddress better(IpAddress one, IpAddress other) {
        return PREFERRED.contains(other.toString()) ? other : one;
    }

    private static double size(AddressRange range) {
        return Math.scalb((double) range.high().high() - range.low().high(), 64)
                + ((double) range.high().low() - range.low().low())
                + 1;
    }
}
