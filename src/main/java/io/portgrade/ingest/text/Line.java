package io.portgrade.ingest.text;

/**
 * One line of a submitted text, split into words at blanks. Control characters and the no-break space count as blanks;
 * only the first {@value #MAX_WORDS} words are told apart.
 */
public final class Line {

    public static final int MAX_WORDS = 12;

    private final String text;
    private final int start;
    private final int end;
    private final int number;
    private final int[] bounds = new int[2 * MAX_WORDS];
    private final int size;

    Line(String text, int start, int end, int number) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.number = number;
        this.size = split();
    }

    private int split() {
        int words = 0;
        int position = skip(start, true);
        while (position < end && words < MAX_WORDS) {
            bounds[2 * words] = position;
            position = skip(position, false);
            bounds[2 * words + 1] = position;
            words++;
            position = skip(position, true);
        }
        return words;
    }

    private int skip(int from, boolean blanks) {
        int position = from;
        while (position < end && isBlank(text.charAt(position)) == blanks) {
            position++;
        }
        return position;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u007F' || c == '\u00A0';
    }

    /** Counted from 1. */
    public int number() {
        return number;
    }

    /** How many words there are, {@value #MAX_WORDS} when there are more. */
    public int size() {
        return size;
    }

    /** The word at an index from 0; empty where the line has no such word. */
    public String word(int index) {
        return index < size ? text.substring(bounds[2 * index], bounds[2 * index + 1]) : "";
    }

    public boolean isBlank() {
        return size == 0;
    }

    /** Whether the first word stands after a blank. */
    public boolean isIndented() {
        return size > 0 && bounds[0] > start;
    }

    /** Without its end and the blanks around it. */
    public String text() {
        if (size == 0) {
            return "";
        }
        int last = end;
        while (isBlank(text.charAt(last - 1))) {
            last--;
        }
        return text.substring(bounds[0], last);
    }

    /**
     * Whether this is what a shell shows before and with a command: {@code $ ss}, {@code root@web:~# ss},
     * {@code [root@web ~]#}, {@code ana@mac ~ % netstat}, {@code PS C:\> netstat}.
     */
    public boolean isPrompt() {
        for (int i = 0; i < Math.min(size, 3); i++) {
            if (endsPrompt(word(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsPrompt(String word) {
        char last = word.charAt(word.length() - 1);
        boolean share = last == '%' && word.length() > 1 && Character.isDigit(word.charAt(word.length() - 2));
        return "$#>%".indexOf(last) >= 0 && !share;
    }

    @Override
    public String toString() {
        return number + ": " + text();
    }
}
