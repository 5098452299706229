package io.portgrade.render;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ceilings, what they rest on, and the demand of each destination: a section of a Markdown report. */
final class MarkdownCapacity {

    private MarkdownCapacity() {}

    static void write(Capacity capacity, Markdown out) {
        out.block("### Ports");
        out.block(CapacityText.supply(capacity));
        if (!capacity.assumptions().isEmpty()) {
            out.block(Markdown.prose(CapacityText.assumed(capacity)));
        }
        if (capacity.destinations().isEmpty()) {
            return;
        }
        out.block("| Destination | Open at once | A second | Ports taken | Runs out first |\n"
                + "| --- | --- | --- | --- | --- |\n"
                + capacity.destinations().stream().map(MarkdownCapacity::row).collect(Collectors.joining("\n")));
        String notes = capacity.destinations().stream()
                .flatMap(MarkdownCapacity::notes)
                .collect(Collectors.joining("\n"));
        if (!notes.isEmpty()) {
            out.block(notes);
        }
    }

    private static String row(DestinationCapacity destination) {
        return "| " + Markdown.codeInCell(CapacityText.name(destination)) + " | "
                + CapacityText.measure(destination.concurrency()) + " | "
                + CapacityText.measure(destination.rate()) + " | "
                + CapacityText.measure(destination.ports()) + " | "
                + Markdown.prose(destination.bindingConstraint()) + " |";
    }

    private static Stream<String> notes(DestinationCapacity destination) {
        String name = "- " + Markdown.code(CapacityText.name(destination)) + ": ";
        return destination.notes().stream().map(note -> name + Markdown.prose(note));
    }
}
