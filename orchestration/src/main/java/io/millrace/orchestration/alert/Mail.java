package io.millrace.orchestration.alert;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;

/** Sends a message through a mail server. */
public final class Mail implements AlertChannel {
    private final MailConfig config;
    private final Session session;

    public Mail(MailConfig config, Duration limit) {
        this.config = config;
        var properties = new Properties();
        String millis = Long.toString(limit.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.starttls()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(config.starttls()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(!config.user().isEmpty()));
        this.session = Session.getInstance(properties);
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void send(Alert alert) throws IOException {
        try (Transport transport = session.getTransport("smtp")) {
            var message = new MimeMessage(session);
            message.setFrom(new InternetAddress(config.from()));
            for (String receiver : config.to()) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(receiver));
            }
            message.setSubject(alert.subject(), StandardCharsets.UTF_8.name());
            message.setText(alert.text(), StandardCharsets.UTF_8.name());
            message.setSentDate(new Date());
            message.saveChanges();
            boolean login = !config.user().isEmpty();
            transport.connect(
                    config.host(),
                    config.port(),
                    login ? config.user() : null,
                    login ? config.password().reveal() : null);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
