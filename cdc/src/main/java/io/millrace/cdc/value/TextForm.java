package io.millrace.cdc.value;

import java.util.function.UnaryOperator;

/** What is taken off the text of two types, so that it says the value and nothing of the server's taste. */
public final class TextForm {
    private static final int MONEY = 790;
    private static final int MONEY_ARRAY = 791;
    private static final int BOX_ARRAY = 1020;

    private TextForm() {}

    /**
     * Turns the text that a session of {@link io.millrace.contracts.source.TextSession} has for a value into that which {@link CanonicalValue} reads.
     *
     * @param oid the type's number in Postgres' catalog; a domain's is its base type's
     */
    public static UnaryOperator<String> of(int oid) {
        return switch (oid) {
            case MONEY -> TextForm::amount;
            case MONEY_ARRAY -> TextForm::amounts;
            case BOX_ARRAY -> TextForm::boxes;
            default -> UnaryOperator.identity();
        };
    }

    /** {@code -$1,000.50} is -1000.50: sign and grouping are not part of the amount. */
    private static String amount(String text) {
        var amount = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character != '$' && character != ',') {
                amount.append(character);
            }
        }
        return amount.toString();
    }

    /** An amount with a comma is quoted in an array, one without is not. */
    private static String amounts(String text) {
        var amounts = new StringBuilder(text.length());
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            quoted ^= character == '"';
            if (character != '$' && !(quoted && character == ',')) {
                amounts.append(character);
            }
        }
        return amounts.toString();
    }

    /** Boxes, whose text has commas, are separated by semicolons and not quoted: they become as all other elements. */
    private static String boxes(String text) {
        var boxes = new StringBuilder(text.length() + 16);
        boolean inside = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!inside && character == '(') {
                inside = true;
                boxes.append('"');
            } else if (inside && (character == ';' || character == '}')) {
                inside = false;
                boxes.append('"');
            }
            boxes.append(character == ';' ? ',' : character);
        }
        return boxes.toString();
    }
}
