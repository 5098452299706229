package io.portgrade.firewall.dialect;

import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A dialect of one format, whose reader has a package of its own. */
record ReaderDialect(FirewallFormat format, Predicate<String> recogniser, Function<FirewallDocument, Reading> reader)
        implements Dialect {

    @Override
    public Set<FirewallFormat> formats() {
        return Set.of(format);
    }

    @Override
    public Optional<FirewallFormat> recognise(String text) {
        return recogniser.test(text) ? Optional.of(format) : Optional.empty();
    }

    @Override
    public ParsedFirewall parse(FirewallDocument document, FirewallFormat stated) {
        Reading reading = reader.apply(document);
        return new ParsedFirewall(
                stated,
                reading.firewall(),
                List.of(),
                Set.of(),
                reading.diagnostics(),
                reading.rules(),
                reading.modelled());
    }
}
