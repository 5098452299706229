package io.portgrade.firewall;

import java.util.Optional;

/**
 * Addresses from {@code low} to {@code high}, both inclusive and of one family.
 *
 * @throws IllegalArgumentException if they are of two families or reversed
 */
public record AddressRange(IpAddress low, IpAddress high) {

    public AddressRange {
        if (low.family() != high.family() || low.compareTo(high) > 0) {
            throw new IllegalArgumentException("not an address range: " + low + "-" + high);
        }
        high = low.equals(high) ? low : high; // as most ranges are, and rulesets have 100,000
    }

    /**
     * Reads an address, {@code 10.0.0.0/8}, {@code 10.0.0.0/255.0.0.0}, {@code fe80::/64} or {@code a-b}. Bits after the
     * prefix are passed over, as iptables and nft do.
     *
     * @return empty for anything else, a mask with holes included
     */
    public static Optional<AddressRange> find(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return IpAddress.find(text.substring(0, slash))
                    .flatMap(address -> prefixLength(address.family(), text.substring(slash + 1))
                            .map(length -> ofPrefix(address, length)));
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            return IpAddress.find(text).map(address -> new AddressRange(address, address));
        }
        Optional<IpAddress> low = IpAddress.find(text.substring(0, dash).strip());
        Optional<IpAddress> high = IpAddress.find(text.substring(dash + 1).strip());
        if (low.isEmpty() || high.isEmpty() || low.get().family() != high.get().family()) {
            return Optional.empty();
        }
        return low.get().compareTo(high.get()) > 0
                ? Optional.empty()
                : Optional.of(new AddressRange(low.get(), high.get()));
    }

    /** All addresses of a family. */
    public static AddressRange all(Family family) {
        return ofPrefix(new IpAddress(family, 0, 0), 0);
    }

    /** @param length of the prefix in bits, 0 to the family's */
    public static AddressRange ofPrefix(IpAddress address, int length) {
        if (address.family() == Family.IPV4) {
            long host = length == 0 ? 0xFFFF_FFFFL : (1L << 32 - length) - 1;
            return new AddressRange(IpAddress.ipv4(address.low() & ~host), IpAddress.ipv4(address.low() | host));
        }
        long hostHigh = length == 0 ? -1L : length >= 64 ? 0 : -1L >>> length;
        long hostLow = length <= 64 ? -1L : length == 128 ? 0 : -1L >>> length - 64;
        return new AddressRange(
                new IpAddress(Family.IPV6, address.high() & ~hostHigh, address.low() & ~hostLow),
                new IpAddress(Family.IPV6, address.high() | hostHigh, address.low() | hostLow));
    }

    private static Optional<Integer> prefixLength(Family family, String text) {
        if (text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int length = Integer.parseInt(text);
            boolean plain = length == 0 ? text.length() == 1 : text.charAt(0) != '0';
            return plain && length <= family.bits() ? Optional.of(length) : Optional.empty();
        }
        return IpAddress.find(text).filter(mask -> mask.family() == family).flatMap(AddressRange::lengthOfMask);
    }

    private static Optional<Integer> lengthOfMask(IpAddress mask) {
        int length = mask.family() == Family.IPV4
                ? Long.bitCount(mask.low())
                : Long.bitCount(mask.high()) + Long.bitCount(mask.low());
        IpAddress whole =
                mask.family() == Family.IPV4 ? IpAddress.ipv4(0xFFFF_FFFFL) : new IpAddress(Family.IPV6, -1L, -1L);
        return ofPrefix(whole, length).low().equals(mask) ? Optional.of(length) : Optional.empty();
    }

    public Family family() {
        return low.family();
    }

    public boolean contains(IpAddress address) {
        return low.compareTo(address) <= 0 && address.compareTo(high) <= 0;
    }

    /** {@code a} or {@code a-b}. */
    @Override
    public String toString() {
        return low.equals(high) ? low.toString() : low + "-" + high;
    }
}
