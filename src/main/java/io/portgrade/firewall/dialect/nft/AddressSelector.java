package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.AddressMask;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ip saddr} and its like. */
record AddressSelector(End end, Family family) implements Selector.Maskable {

    @Override
    public List<Match> implied() {
        return List.of(new Match.OfFamily(family));
    }

    @Override
    public Optional<Match> anyOf(List<Expression> values) {
        List<AddressRange> ranges = new ArrayList<>(values.size());
        for (Expression value : values) {
            Optional<AddressRange> range = range(value);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new Match.Address(end, AddressSet.of(ranges)));
    }

    private Optional<AddressRange> range(Expression value) {
        return find(value).filter(range -> range.family() == family);
    }

    /** An address, a prefix or a range. */
    static Optional<AddressRange> find(Expression value) {
        if (value instanceof Expression.Range range) {
            return hasOctal(range.low()) || hasOctal(range.high())
                    ? Optional.empty()
                    : AddressRange.find(range.low() + "-" + range.high());
        }
        return value instanceof Expression.Value one && !hasOctal(one.text())
                ? AddressRange.find(one.text())
                : Optional.empty();
    }

    /**
     * Whether bits are set after a prefix. In a file {@code 10.0.0.1/24} is all of the prefix; in a listing it is a masked
     * comparison that nothing meets.
     */
    static boolean hasBitsAfterPrefix(Expression value) {
        int slash = value instanceof Expression.Value one ? one.text().indexOf('/') : -1;
        if (slash < 0) {
            return false;
        }
        String address = ((Expression.Value) value).text().substring(0, slash);
        Optional<IpAddress> low = find(value).map(AddressRange::low);
        return low.isPresent() && !low.equals(IpAddress.find(address));
    }

    /** {@code 010.0.0.1} and {@code 8.0.0.0/010}, which are 8.0.0.1 and 8.0.0.0/8 to nft. */
    private static boolean hasOctal(String text) {
        boolean begins = text.indexOf(':') < 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (begins && text.charAt(i) == '0' && Character.isDigit(text.charAt(i + 1))) {
                return true;
            }
            begins = text.charAt(i) == '.' || text.charAt(i) == '/';
        }
        return false;
    }

    @Override
    public Optional<Match> masked(String mask, List<Expression> values) {
        List<Match> all = new ArrayList<>();
        for (Expression value : values) {
            Optional<Match> match = value instanceof Expression.Value one ? masked(mask, one.text()) : Optional.empty();
            if (match.isEmpty()) {
                return match;
            }
            all.add(match.get());
        }
        return Optional.of(all.size() == 1 ? all.get(0) : new Match.AnyOf(all));
    }

    private Optional<Match> masked(String bits, String value) {
        return AddressMask.find(bits, value)
                .filter(mask -> mask.family() == family && !hasOctal(bits) && !hasOctal(value))
                .map(mask -> AddressRange.find(value + "/" + bits)
                        .filter(prefix -> !mask.isImpossible())
                        .<Match>map(prefix -> new Match.Address(end, AddressSet.of(prefix)))
                        .orElseGet(() -> new Match.MaskedAddress(end, mask)));
    }
}
