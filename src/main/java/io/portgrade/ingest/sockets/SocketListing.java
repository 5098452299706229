package io.portgrade.ingest.sockets;

import io.portgrade.ingest.sockets.SocketRow.Kind;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads TCP listeners and connections from the output of {@code ss -tan}, {@code ss -ltn} and their like, or of
 * {@code netstat -an} on Linux, FreeBSD, macOS and Windows, with or without headings, several listings in one text if need be.
 */
public final class SocketListing {

    private static final Set<String> COMMANDS = Set.of("ss", "netstat", "netstat.exe", "sudo");

    private static final String BROKEN =
            "a line about a TCP socket that is cut short or misshapen, send what ss -tan or netstat -an prints";

    private static final String PORT_BY_NAME = "the port is a service name, run ss or netstat with -n";

    // Windows and net-tools translate the title and, in some languages, the heading below it.
    private static final int MAX_TITLES = 2;

    private record Place(String address, int port) {}

    private final String source;
    private final Diagnostics diagnostics;
    private final Map<Place, Listener> listeners = new LinkedHashMap<>();
    private final ConnectionTally connections;
    private final SsListings ssListings = new SsListings();
    private final List<Line> titles = new ArrayList<>();
    private boolean internetSection = true;
    private boolean detailsMayFollow;
    private int headings;
    private int tcpLines;
    private int otherLines;
    private int cutLines;

    private SocketListing(String source, BitSet listening) {
        this.source = source;
        this.connections = new ConnectionTally(listening);
        this.diagnostics = new Diagnostics(source);
    }

    /**
     * Reads whatever can be read; never throws.
     *
     * @param source as in {@link SourceLocation#source()}
     */
    public static ParsedSockets parse(String text, String source) {
        SocketListing listing = new SocketListing(source, new BitSet());
        listing.readAll(text);
        if (listing.connections.leftOut() > 0) {
            // Listeners may come last, as on FreeBSD: what they accepted has taken the places of other connections.
            listing = new SocketListing(source, listing.connections.listening());
            listing.readAll(text);
        }
        listing.reportLeftOut();
        Sockets sockets =
                listing.connections.sockets(listing.listeners.values(), listing.ssListings.leaveTimeWaitOut());
        if (listing.leavesTcpOut()) {
            listing.diagnostics.ofWhole("no TCP socket is listed: send what ss -tan or netstat -an prints");
            return new ParsedSockets(sockets, listing.diagnostics.toList(), 0);
        }
        int recognised = listing.headings + listing.tcpLines + listing.otherLines;
        return new ParsedSockets(sockets, listing.diagnostics.toList(), recognised);
    }

    private void readAll(String text) {
        for (Line line : new Lines(text)) {
            if (!line.isBlank()) {
                read(line);
            }
        }
        reportTitles();
    }

    /** With sockets of other protocols alone, as {@code ss -uan} prints it, it shows nothing of those of TCP. */
    private boolean leavesTcpOut() {
        return tcpLines == 0 && otherLines > 0;
    }

    private void read(Line line) {
        Optional<SocketRow> row = SocketRow.find(line);
        if (row.isPresent()) {
            readRow(line, row.get());
            detailsMayFollow = true;
        } else if (isHeading(line)) {
            titles.clear();
            headings++;
            ssListings.begin();
            enterSection(line);
            detailsMayFollow = false;
        } else if (line.isPrompt() || COMMANDS.contains(line.word(0))) {
            reportTitles();
            ssListings.begin();
            internetSection = true;
            detailsMayFollow = false;
        } else if (internetSection && !isDetail(line)) {
            readOther(line);
        }
    }

    private void readRow(Line line, SocketRow row) {
        if (Character.isUpperCase(line.word(0).charAt(0)) && line.word(1).indexOf(':') >= 0) {
            titles.clear();
        }
        reportTitles();
        if (SocketRow.isOfSs(line) && (row.kind() == Kind.LISTENER || row.kind() == Kind.CONNECTION)) {
            ssListings.add(row.state());
        }
        switch (row.kind()) {
            case LISTENER -> readListener(line, row.local());
            case CONNECTION -> readConnection(line, row);
            case OTHER -> otherLines++;
            case BROKEN -> {
                refuseListener(line, BROKEN);
                connections.addUnreadConnection();
            }
        }
    }

    private void refuseListener(Line line, String why) {
        diagnostics.at(line, why);
        connections.addUnreadListener();
    }

    private void refuseConnection(Line line, String why) {
        diagnostics.at(line, why);
        connections.addUnreadConnection();
    }

    private void readListener(Line line, String local) {
        Optional<Endpoint> endpoint = Endpoint.find(local);
        if (endpoint.isEmpty()) {
            refuseListener(line, "no local address with a port");
            return;
        }
        OptionalInt port = endpoint.get().port();
        if (port.isPresent()) {
            tcpLines++;
            connections.addListener(port.getAsInt());
            Place place = new Place(endpoint.get().address(), port.getAsInt());
            SourceLocation location = SourceLocation.of(source, line.number());
            listeners.putIfAbsent(place, new Listener(place.address(), place.port(), location));
        } else if (endpoint.get().hasNamedPort()) {
            refuseListener(line, PORT_BY_NAME);
        } else {
            refuseListener(line, "not a port from 1 to 65535");
        }
    }

    private void readConnection(Line line, SocketRow row) {
        tcpLines++;
        connections.count(row.state());
        if (!row.state().isConnection()) {
            return;
        }
        Optional<Endpoint> local = Endpoint.find(row.local());
        Optional<Endpoint> foreign = Endpoint.find(row.foreign());
        if (local.isEmpty() || foreign.isEmpty()) {
            refuseConnection(
                    line, "no local or no foreign address with a port, send what ss -tan or netstat -an prints");
        } else if (local.get().hasNamedPort() || foreign.get().hasNamedPort()) {
            refuseConnection(line, PORT_BY_NAME);
        } else if (local.get().port().isEmpty() || foreign.get().port().isEmpty()) {
            refuseConnection(line, "not a port from 1 to 65535");
        } else {
            boolean cut = CutAddress.in(row.local()) || CutAddress.in(row.foreign());
            cutLines += cut ? 1 : 0;
            connections.add(row.state(), local.get(), foreign.get(), cut, SourceLocation.of(source, line.number()));
        }
    }

    private void reportLeftOut() {
        if (cutLines > 0) {
            diagnostics.ofWhole("netstat cuts long IPv6 addresses, as it may have done in " + cutLines
                    + (cutLines == 1 ? " line" : " lines")
                    + ": destinations that differ may be counted as one; send what ss -tan prints, or netstat -anW");
        }
        if (connections.leftOut() > 0) {
            diagnostics.ofWhole(
                    connections.leftOut() + " connections are not counted by destination: there are more than "
                            + ConnectionTally.MOST_DESTINATIONS + " destinations");
        }
    }

    private static boolean isHeading(Line line) {
        return switch (line.word(0)) {
            case "Proto" -> line.size() >= 3;
            case "Active" -> line.text().contains("onnections") || line.text().contains("sockets");
            case "Registered" -> line.word(1).equals("kernel");
            case "Total:", "TCP:", "Transport" -> isOfSummary(line);
            case "State", "Netid", "Recv-Q", "Address", "Type" -> line.text().contains("Recv-Q");
            default -> false;
        };
    }

    /** {@code ss -s} counts sockets, and is often run before {@code ss -tan}. */
    private static boolean isOfSummary(Line line) {
        return line.size() > 1
                && (line.word(1).equals("Total")
                        || Character.isDigit(line.word(1).charAt(0)));
    }

    private void enterSection(Line heading) {
        switch (heading.word(0)) {
            case "Active" -> {
                String text = heading.text();
                internetSection =
                        text.equals("Active Connections") || text.contains("Internet") && !text.contains("Multipath");
            }
            case "Registered" -> internetSection = false;
            case "State", "Netid" -> internetSection = true;
            default -> {
                // the columns of the section that was entered before
            }
        }
    }

    // ss wraps process names onto a line of their own, netstat -b on Windows puts program names there.
    private boolean isDetail(Line line) {
        return detailsMayFollow && (line.isIndented() || line.word(0).startsWith("users:(("));
    }

    private void readOther(Line line) {
        boolean title = line.size() < Line.MAX_WORDS && line.text().chars().noneMatch(Character::isDigit);
        if (!title || titles.size() == MAX_TITLES) {
            reportTitles();
        }
        if (title) {
            titles.add(line);
        } else {
            report(line);
        }
        detailsMayFollow = false;
    }

    private void reportTitles() {
        titles.forEach(this::report);
        titles.clear();
    }

    private void report(Line line) {
        diagnostics.at(line, "not a line of ss or netstat");
    }
}
