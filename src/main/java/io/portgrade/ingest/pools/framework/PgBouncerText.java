package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * pgbouncer.ini ({@code doc/config.md}, PgBouncer 1.24): the section {@code [pgbouncer]}, and of {@code [databases]} the
 * lines that lead to the pool's destination, whose sizes are added up, with what each says of its own. Comments are whole lines that begin with
 * {@code ;} or {@code #}.
 */
final class PgBouncerText implements PoolText {

    private static final String DEFAULT_PORT = "5432";

    @Override
    public List<StatedSetting> parse(String text, Destination destination, Diagnostics diagnostics) {
        return new Sections(destination, diagnostics).read(text);
    }

    private record Database(Map<String, String> parameters, SourceLocation place) {

        boolean leadsTo(Destination destination) {
            String port = parameters.getOrDefault("port", DEFAULT_PORT);
            for (String host : parameters.getOrDefault("host", "").split(",", -1)) {
                boolean same = new Destination(host, destination.port(), destination.protocol()).equals(destination);
                if (same && port.equals(String.valueOf(destination.port()))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Sections {

        private final Destination destination;
        private final Diagnostics diagnostics;
        private final List<StatedSetting> settings = new ArrayList<>();
        private final List<Database> databases = new ArrayList<>();
        private final List<StatedSetting> unreadable = new ArrayList<>();
        private String section = "";

        Sections(Destination destination, Diagnostics diagnostics) {
            this.destination = destination;
            this.diagnostics = diagnostics;
        }

        List<StatedSetting> read(String text) {
            for (Line line : new Lines(text)) {
                String words = line.text();
                if (words.startsWith("%include")) {
                    diagnostics.at(line, "included files are not at hand, send their text");
                } else if (words.startsWith("[")) {
                    section = words.substring(1, Math.max(1, words.indexOf(']')))
                            .strip()
                            .toLowerCase(Locale.ROOT);
                } else if (!words.isEmpty() && words.charAt(0) != ';' && words.charAt(0) != '#') {
                    readSetting(line, words);
                }
            }
            addDatabases();
            return settings;
        }

        private void readSetting(Line line, String words) {
            int equals = words.indexOf('=');
            if (equals < 1) {
                diagnostics.at(line, "not a line name = value");
                return;
            }
            String value = words.substring(equals + 1).strip();
            SourceLocation place = diagnostics.place(line);
            if (section.equals("databases")) {
                databases.add(new Database(ConnectionString.parse(value), place));
            } else if (section.equals("pgbouncer") || section.isEmpty()) {
                settings.add(new StatedSetting(words.substring(0, equals).strip(), value, place));
            }
        }

        private void addDatabases() {
            List<Database> ours =
                    databases.stream().filter(it -> it.leadsTo(destination)).toList();
            if (ours.isEmpty() && !databases.isEmpty()) {
                diagnostics.ofWhole("none of the databases is at " + Excerpt.unquoted(destination.toString())
                        + ": the sizes are those of any database");
            }
            if (ours.size() == 1) {
                Database database = ours.get(0);
                database.parameters()
                        .forEach((name, value) -> settings.add(new StatedSetting(name, value, database.place())));
            } else if (ours.size() > 1) {
                diagnostics.ofWhole(ours.size() + " databases are at " + Excerpt.unquoted(destination.toString())
                        + ": their pools are added up");
                addUp(ours);
            }
        }

        /** The sizes, of each as many as its own {@code max_db_connections} leaves: that bounds each by itself. */
        private void addUp(List<Database> ours) {
            int size = stated("default_pool_size", PgBouncer.DEFAULT_POOL_SIZE);
            int reserve = stated("reserve_pool_size", stated("reserve_pool", 0));
            int bound = stated("max_db_connections", 0);
            int least = stated("min_pool_size", 0);
            long sizes = 0;
            long reserves = 0;
            long leasts = 0;
            for (Database database : ours) {
                int most = own(database, "max_db_connections", bound);
                long room = most == 0 ? Long.MAX_VALUE : most;
                long sized = Math.min(room, own(database, "pool_size", size));
                sizes += sized;
                reserves += Math.min(
                        room - sized, own(database, "reserve_pool_size", own(database, "reserve_pool", reserve)));
                leasts += Math.min(sized, own(database, "min_pool_size", least));
            }
            SourceLocation place = SourceLocation.in(ours.get(0).place().source()); // sums stand in no line
            settings.add(new StatedSetting("pool_size", sizes, place));
            settings.add(new StatedSetting("reserve_pool_size", reserves, place));
            settings.add(new StatedSetting("min_pool_size", leasts, place));
            settings.add(new StatedSetting("max_db_connections", 0, place));
            settings.addAll(unreadable);
        }

        /** What is not a number is said, and leaves the pool unread. */
        private int own(Database database, String name, int otherwise) {
            String own = database.parameters().get(name);
            if (own == null) {
                return otherwise;
            }
            OptionalInt size = size(own);
            if (size.isEmpty()) {
                unreadable.add(new StatedSetting(name, own, database.place()));
            }
            return size.orElse(otherwise);
        }

        /** What is not a number is said when it is read as a setting. */
        private int stated(String name, int otherwise) {
            int stated = otherwise;
            for (StatedSetting setting : settings) {
                if (setting.name().equals(name)) {
                    stated = size(String.valueOf(setting.value())).orElse(otherwise);
                }
            }
            return stated;
        }

        private static OptionalInt size(String text) {
            boolean digits =
                    !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        }
    }

    /** {@code key=value key='value with blanks'}, quotes doubled within quotes. */
    private static final class ConnectionString {

        private final String text;
        private int position;

        private ConnectionString(String text) {
            this.text = text;
        }

        static Map<String, String> parse(String text) {
            return new ConnectionString(text).parse();
        }

        private Map<String, String> parse() {
            Map<String, String> parameters = new HashMap<>();
            while (true) {
                int equals = text.indexOf('=', position);
                if (equals < 0) {
                    return parameters;
                }
                String key = text.substring(position, equals).strip();
                position = equals + 1;
                parameters.put(key, value());
            }
        }

        private String value() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
            return position < text.length() && text.charAt(position) == '\'' ? quoted() : bare();
        }

        private String bare() {
            int start = position;
            while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            return text.substring(start, position);
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            position++;
            while (position < text.length()) {
                char c = text.charAt(position++);
                boolean quote = c == '\'';
                if (quote && (position == text.length() || text.charAt(position) != '\'')) {
                    break;
                }
                position += quote ? 1 : 0;
                value.append(c);
            }
            return value.toString();
        }
    }
}
