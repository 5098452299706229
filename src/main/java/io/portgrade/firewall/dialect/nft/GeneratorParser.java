package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import java.util.Set;

/** Reads what counts, draws or hashes a number. {@code nft(8), NUMGEN EXPRESSION and HASH EXPRESSIONS}. */
final class GeneratorParser {

    private static final Set<String> NAMES = Set.of("numgen", "jhash", "symhash");

    private final Cursor cursor;
    private final FieldParser fields;
    private boolean hashing;

    GeneratorParser(Cursor cursor, FieldParser fields) {
        this.cursor = cursor;
        this.fields = fields;
    }

    static boolean isName(String word) {
        return NAMES.contains(word);
    }

    /**
     * {@code numgen random mod 2}, {@code jhash ip saddr . tcp dport mod 4 seed 0x1 offset 100}, {@code symhash mod 2}, the
     * name of which has been read. There is no hash of a hash.
     */
    Expression generator(String name) {
        if (hashing) {
            return new Unknown(name);
        }
        if (name.equals("numgen") && !cursor.accept("inc")) {
            cursor.accept("random");
        }
        if (name.equals("jhash")) {
            hashing = true;
            fields.fields();
            hashing = false;
        }
        skip("mod");
        if (name.equals("jhash")) {
            skip("seed");
        }
        skip("offset");
        return new Field(name);
    }

    /** A word and the number after it, if they stand here. */
    private void skip(String word) {
        if (cursor.accept(word) && cursor.peek().isName()) {
            cursor.next();
        }
    }
}
