package io.millrace.cdc.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Writes the numbers of a geometric value as Postgres does: {@code (1,2.5)}, not {@code (1.0,2.5)}. */
final class GeometryText {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final int MOST_PLAIN_DIGITS = 15;
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private GeometryText() {}

    static String of(String javaText) {
        return NUMBER.matcher(javaText).replaceAll(match -> number(match.group()));
    }

    static String number(String javaText) {
        BigDecimal value = new BigDecimal(javaText).stripTrailingZeros();
        if (value.signum() == 0) {
            return javaText.startsWith("-") ? "-0" : "0";
        }
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < MOST_PLAIN_DIGITS) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return "%s%se%s%02d"
                .formatted(value.signum() < 0 ? "-" : "", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
