package io.portgrade.ingest.settings;

import io.portgrade.snapshot.SettingKeys;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that something reads: those of {@link SettingKeys}, and those that operators' rules name besides.
 *
 * <p>A parser asks this for every line of a dump and is nearly always told no, so a question costs one character and
 * no allocation, mostly.
 */
public final class SettingKeyTable {

    private static final SettingKeyTable STANDARD = with(List.of());

    private final List<String> keys;
    private final @Nullable String[] slots;

    /** By length of a key, the last characters that such keys have, as bits modulo 64. */
    private final long[] lastCharacters;

    private SettingKeyTable(List<String> keys) {
        this.keys = keys;
        this.slots = new String[Integer.highestOneBit(Math.max(64, keys.size() * 16)) * 2];
        this.lastCharacters =
                new long[keys.stream().mapToInt(String::length).max().orElse(0) + 1];
        keys.forEach(this::insert);
    }

    /** The keys of {@link SettingKeys} alone. */
    public static SettingKeyTable standard() {
        return STANDARD;
    }

    /**
     * The keys of {@link SettingKeys} and some more.
     *
     * @param extraKeys in the dotted form that {@code sysctl} prints; empty names are left out
     */
    public static SettingKeyTable with(Collection<String> extraKeys) {
        return new SettingKeyTable(Stream.concat(SettingKeys.all().stream(), extraKeys.stream())
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList());
    }

    public List<String> all() {
        return keys;
    }

    public boolean contains(String key) {
        return lookUp(key, 0, key.length()) != null;
    }

    /** The key that stands in a text from {@code start} to before {@code end}; null when it is none of these. */
    @Nullable
    String lookUp(String text, int start, int end) {
        int length = end - start;
        if (length <= 0
                || length >= lastCharacters.length
                || (lastCharacters[length] & 1L << text.charAt(end - 1)) == 0) {
            return null;
        }
        int slot = slotOf(text, start, end);
        for (String key = slots[slot]; key != null; key = slots[slot]) {
            if (key.length() == length && text.startsWith(key, start)) {
                return key;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return null;
    }

    private void insert(String key) {
        lastCharacters[key.length()] |= 1L << key.charAt(key.length() - 1);
        int slot = slotOf(key, 0, key.length());
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = key;
    }

    private int slotOf(String text, int start, int end) {
        int length = end - start;
        int hash = length * 0x9E37 + text.charAt(end - 1) * 0x85EB + text.charAt(start + (length >> 1)) * 0xC2B3;
        return (hash ^ hash >>> 9) & slots.length - 1;
    }
}
