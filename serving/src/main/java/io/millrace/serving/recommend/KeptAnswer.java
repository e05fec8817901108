package io.millrace.serving.recommend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is kept of an answer.
 *
 * @param features the version whose catalog the items were chosen from
 * @param model what was held then; nothing where there was none
 * @param seen the user, with the interactions of then
 * @param theme what their order comes from
 * @param items that were shown
 * @param answer the JSON that was sent
 */
record KeptAnswer(
        String responseId,
        Instant answeredAt,
        String features,
        Optional<ModelThen> model,
        SeenUser seen,
        Wish wish,
        Theme theme,
        List<Item> items,
        String answer) {
    KeptAnswer {
        // Answers that an earlier version kept were all for somebody.
        theme = theme == null ? Theme.SOMEBODY : theme;
    }

    private static final ObjectReader READER = Json.mapper().readerFor(KeptAnswer.class);
    private static final ObjectWriter WRITER = Json.mapper().writerFor(KeptAnswer.class);

    /**
     * A model as it was used.
     *
     * @param asOf the moment to which it decays strengths
     */
    record ModelThen(String version, Instant asOf, Optional<Duration> halfLife) {
        static ModelThen of(ModelManifest manifest) {
            return new ModelThen(manifest.model(), manifest.asOf(), manifest.halfLife());
        }
    }

    /** An item that was shown, with what each of the user's items added to its score. */
    record Item(
            int rank,
            String item,
            String title,
            ListPath path,
            double score,
            String reason,
            List<Reason.Share> shares) {
        static Item of(RecommendedItem shown) {
            return new Item(
                    shown.rank(),
                    shown.item(),
                    shown.title(),
                    shown.path(),
                    shown.score(),
                    shown.reason().text(),
                    shown.reason().shares());
        }
    }

    /** An answer as JSON. */
    static String json(Object answer) {
        try {
            return Json.mapper().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This as JSON, zipped. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            WRITER.writeValue(zipped, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws PipelineException of kind ONLINE_STORE if it was written otherwise, as by another version
     */
    static KeptAnswer parse(byte[] bytes) {
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return READER.readValue(unzipped);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "A kept answer cannot be read: %s; one that another version has kept is gone when it expires"
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
