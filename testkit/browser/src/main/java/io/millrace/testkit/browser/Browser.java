package io.millrace.testkit.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Chromium of this machine without a window, in American English unless it is told otherwise. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDE = 1280;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens it, or skips the test with what is missing. */
    public static Browser open() {
        Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<File> chromedriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "There is no Chromium with its driver here; 'apt-get install chromium chromium-driver' brings both");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        var options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--force-device-scale-factor=1",
                "--lang=en-US",
                "--accept-lang=en-US");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<File> program(String... names) {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    /** Opens an address. */
    public void go(String url) {
        driver.get(url);
    }

    /** Opens the same address again. */
    public void reload() {
        driver.navigate().refresh();
    }

    /** The first element of a selector. */
    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Clicks on the first element of a selector. */
    public void click(String selector) {
        find(selector).click();
    }

    /** What the first element of a selector shows. */
    public String text(String selector) {
        return find(selector).getText();
    }

    /** Waits until an element shows a text. */
    public void awaitText(String selector, String expected) {
        await("text in " + selector).atMost(PATIENCE).pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(
                        shown(selector))
                .contains(expected));
    }

    private String shown(String selector) {
        return script(
                "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", selector);
    }

    /** What a script in the page returns. */
    @SuppressWarnings("unchecked") // The script says what it returns.
    public <T> T script(String script, Object... arguments) {
        return (T) driver.executeScript(script, arguments);
    }

    /** Goes on to what has the focus next, as the key Tab does. */
    public void tab() {
        driver.switchTo().activeElement().sendKeys(Keys.TAB);
    }

    /** The name and the role by which a screen reader tells what has the focus. */
    public String focused() {
        WebElement active = driver.switchTo().activeElement();
        return active.getAriaRole() + " " + active.getAccessibleName();
    }

    /** Whether the whole page fits its width. */
    public boolean fits() {
        return script("return document.documentElement.scrollWidth <= window.innerWidth");
    }

    /** Makes the window this large; a narrow one is a phone. */
    public void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < WIDE));
    }

    /** Lets the system prefer a colour scheme. */
    public void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Lets pages that are opened from now on write as this language does, such as {@code de-DE}. */
    public void speaks(String locale) {
        driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of("locale", locale));
    }

    /** What the page has complained about since it was last asked. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps what is seen now. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
