package io.portgrade.firewall.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.snapshot.FirewallFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something to add to a submitted document, and the command that does the same on the running system. Edits of one list belong
 * together and are in the order in which their commands are to be given.
 *
 * @param source the document
 * @param format its format
 * @param beforeLine the line, counted from 1 in the document as it was sent, before which the text goes; one more than there
 *     are lines for its end; null for a document of JSON, and where only the command can say where the text belongs
 * @param into JSON pointer (RFC 6901) of the array to which the text is added; null for a document of lines
 * @param text a line, several for a rule of Windows, or a JSON object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FirewallEdit(
        String source,
        FirewallFormat format,
        @Nullable Integer beforeLine,
        @Nullable String into,
        String text,
        String command) {

    /** At the end of nft's rules a command may stand as well; others know no such thing. */
    FirewallEdit asStatement(int beforeEnd) {
        return format == FirewallFormat.NFT
                ? new FirewallEdit(
                        source,
                        format,
                        beforeEnd,
                        null,
                        command.substring("nft ".length()).replace("'", ""),
                        command)
                : this;
    }

    FirewallEdit commandOnly() {
        return new FirewallEdit(source, format, null, null, text, command);
    }
}
