package io.millrace.orchestration.schedule;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;

/**
 * Times at which a chain begins.
 *
 * @param expression in the words of Quartz: second, minute, hour, day of month, month, day of week[, year]
 * @param zone in which it is read
 */
public record CronTimes(String expression, ZoneId zone) {
    private static final int UNIX_FIELDS = 5;

    /**
     * The times of an expression.
     *
     * @param setting where it comes from, for the message
     * @throws PipelineException of kind CONFIGURATION if it is no expression or no time fits it any more
     */
    public static CronTimes parse(String setting, String expression, ZoneId zone, Instant now) {
        try {
            var cron = new CronExpression(expression);
            cron.setTimeZone(TimeZone.getTimeZone(zone));
            if (cron.getNextValidTimeAfter(Date.from(now)) == null) {
                throw refused(setting, expression, "no time to come fits it; write 'never' if that is meant");
            }
            return new CronTimes(expression, zone);
        } catch (ParseException e) {
            throw refused(setting, expression, reason(expression, e));
        }
    }

    /** As Quartz follows it: times that were missed, once or often, are made up for once. */
    CronScheduleBuilder schedule() {
        return CronScheduleBuilder.cronSchedule(expression)
                .inTimeZone(TimeZone.getTimeZone(zone))
                .withMisfireHandlingInstructionFireAndProceed();
    }

    /** @throws PipelineException of kind CONFIGURATION if there is no such zone */
    public static ZoneId zone(String setting, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "%s must be a time zone such as UTC or Europe/Berlin, but is '%s'".formatted(setting, name),
                    e);
        }
    }

    private static String reason(String expression, ParseException cause) {
        return expression.strip().split("\\s+").length == UNIX_FIELDS
                ? "it has five fields; Quartz wants seconds first and ? for the day that is not given,"
                        + " such as '0 0 * * * ?' for every hour"
                : cause.getMessage();
    }

    private static PipelineException refused(String setting, String expression, String reason) {
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "%s is '%s', which is not a cron expression that can be followed: %s"
                        .formatted(setting, expression, reason));
    }
}
