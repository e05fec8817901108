package io.millrace.workloads.shop;

import io.millrace.workloads.shop.database.ShopDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as a person or a script runs them. */
class ShopMainIT {
    private static final int OK = 0;
    private static final int CONFIGURATION = 2;

    private final TestShop shop = TestShop.empty();

    private record Ended(int status, String output) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopMain.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ShopDatabase database = shop.database();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MILLRACE_SHOP_URL", database.jdbcUrl());
        builder.environment().put("MILLRACE_SHOP_USER", database.user());
        builder.environment().put("MILLRACE_SHOP_PASSWORD", database.password().reveal());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void aShopIsGeneratedOnceAndLeftAloneAfterwards() throws IOException, InterruptedException {
        // When
        Ended first = run("generate", "--users", "20", "--products", "40", "--orders", "100");
        Ended again = run("generate", "--users", "20", "--products", "40", "--orders", "100", "--unless-loaded");
        Ended other = run("generate", "--users", "21", "--products", "40", "--orders", "100", "--unless-loaded");

        // Then
        assertThat(first.output()).contains("The shop holds 20 users, 40 products, 100 orders");
        assertThat(first.status()).isEqualTo(OK);
        assertThat(again.output()).contains("The shop is loaded already: 20 users");
        assertThat(again.status()).isEqualTo(OK);
        assertThat(other.output())
                .startsWith("The database already holds shop data")
                .hasLineCount(1);
        assertThat(other.status()).isEqualTo(CONFIGURATION);
    }

    @Test
    void aMissingFileIsOneSentence() throws IOException, InterruptedException {
        // When
        Ended ended = run("import", "absent.csv.gz");

        // Then
        assertThat(ended.output())
                .startsWith("The data set absent.csv.gz does not exist")
                .hasLineCount(1);
        assertThat(ended.status()).isEqualTo(CONFIGURATION);
    }

    @Test
    void aWrongFlagIsOneSentence() throws IOException, InterruptedException {
        // When
        Ended ended = run("generate", "--until", "soon");

        // Then
        assertThat(ended.output())
                .contains("'soon' is not a time")
                .contains("--help")
                .hasLineCount(1);
        assertThat(ended.status()).isEqualTo(CONFIGURATION);
    }

    @Test
    void helpNamesTheCommands() throws IOException, InterruptedException {
        // When
        Ended ended = run("--help");

        // Then
        assertThat(ended.output()).contains("create-schema", "generate", "import", "simulate");
        assertThat(ended.status()).isEqualTo(OK);
    }
}
