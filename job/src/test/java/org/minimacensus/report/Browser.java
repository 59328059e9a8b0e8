package org.minimacensus.report;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * A headless Chromium that looks at pages of files, for a class of tests: it starts before the
 * first and ends after the last. Where there is none the class is skipped. Driver and browser are
 * those of the machine: nothing is downloaded.
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback {
  /** Value {@code required}: a missing browser is a failure and no reason to skip. */
  private static final String SETTING = "MINIMA_BROWSER";

  /** Frames come only where scripts are on. */
  private static final long SETTLE_MILLIS = 300;

  /** How fast a page is on a busy machine is not what is tested. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Warns of developer tools of other versions, of which only what all have is used. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]*)\"");
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /** Where screenshots are kept, for people to look at; none are made without it. */
  private static final String SHOTS = System.getProperty("minima.screenshots", "");

  private ChromeDriver driver;
  private boolean scripts = true;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<File> chromium = installed("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = installed("chromedriver");
    boolean there = chromium.isPresent() && chromedriver.isPresent();
    if (!there && "required".equals(System.getenv(SETTING))) {
      throw new IllegalStateException(
          "chromium and chromedriver must be installed, as " + SETTING + " = required");
    }

    Assumptions.assumeTrue(
        there, "chromium and chromedriver are not installed: pages are not looked at");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get())
            .usingAnyFreePort()
            .withTimeout(PATIENCE)
            .build();
    // The answer of a script that takes all its time must still be read.
    ClientConfig client = ClientConfig.defaultConfig().readTimeout(PATIENCE.multipliedBy(2));
    driver = new ChromeDriver(service, options, client);
    driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
  }

  private static Optional<File> installed(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Opens a page by its file, at a width in pixels, with scripts on. */
  public void open(Path page, int width, boolean dark) {
    scripts(true);
    look(width, dark);
    // What was logged of pages before.
    messages();
    requests();
    load(page);
  }

  /** The same with scripts off. */
  public void openWithoutScripts(Path page, int width) {
    look(width, false);
    scripts(false);
    load(page);
  }

  /** The driver may return while the page is still being read, or was not begun. */
  private void load(Path page) {
    run("window.before = true");
    driver.get(page.toUri().toString());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(
        run("return !window.before && document.readyState === 'complete'"))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(page + " was not read in " + PATIENCE);
      }

      pause(20);
    }
  }

  /** Changes width and colours of the open page, and waits until it was drawn. */
  void look(int width, boolean dark) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    settle();
  }

  /** Shows the open page as it is laid out for paper, scripts not told. */
  void paper() {
    cdp("Emulation.setEmulatedMedia", Map.of("media", "print", "features", List.of()));
    settle();
  }

  /**
   * Waits until what was to be drawn is: sizes are observed in one frame, and the page redraws in
   * the next one.
   */
  private void settle() {
    if (scripts) {
      driver.executeAsyncScript(
          """
          const done = arguments[0];
          const frames = (n) => requestAnimationFrame(n === 0 ? done : () => frames(n - 1));
          frames(3);
          """);
    } else {
      pause(SETTLE_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scripts(boolean on) {
    cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    scripts = on;
  }

  private void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /** Warnings and errors of the console since the page was opened. */
  public List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        messages.add(entry.getLevel() + " " + entry.getMessage());
      }
    }

    return messages;
  }

  /** Addresses that were asked for since the page was opened. */
  public List<String> requests() {
    List<String> urls = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      if (entry.getMessage().contains("\"Network.requestWillBeSent\"")) {
        Matcher url = URL.matcher(entry.getMessage());
        while (url.find()) {
          urls.add(url.group(1));
        }
      }
    }

    return urls;
  }

  /** What a script of the test returns. */
  public Object run(String script) {
    return driver.executeScript(script);
  }

  /**
   * Findings of axe that are serious or critical, one line for each element. Rows of tables beyond
   * the fifth, which are like those before, and what is in drawings are taken out of the page
   * first: axe needs minutes for thousands of elements, and looks under every text also at those
   * that are excluded.
   */
  List<?> findings() {
    driver.executeScript(axe());
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            document.querySelectorAll('tbody tr:nth-child(n + 6)').forEach((row) => row.remove());
            // A drawing is one image with one name, for axe a thousand elements.
            document.querySelectorAll('.plot svg').forEach((drawing) => drawing.replaceChildren());
            // Of what passes, one element is enough for axe.
            const options = { resultTypes: ['violations'] };
            axe.run({ exclude: [['.plot svg']] }, options).then((found) => done(found.violations
                .filter((v) => v.impact === 'serious' || v.impact === 'critical')
                .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 200)))),
              (e) => done(['axe: ' + e]));
            """);
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what a reader sees of the whole page, where that is asked for. */
  public void keep(String png) throws IOException {
    if (SHOTS.isEmpty()) {
      return;
    }

    Number height = (Number) run("return document.documentElement.scrollHeight");
    Number width = (Number) run("return window.innerWidth");
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            width,
            "height",
            Math.min(16_000, height.intValue()),
            "deviceScaleFactor",
            1,
            "mobile",
            false));
    keep(png, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Keeps a file for people to look at, where that is asked for. */
  static void keep(String name, byte[] content) throws IOException {
    if (!SHOTS.isEmpty()) {
      Files.write(Path.of(SHOTS, name), content);
    }
  }

  /** The page as it is printed on A4, PDF. */
  byte[] print() {
    return Base64.getDecoder()
        .decode(driver.executeCdpCommand("Page.printToPDF", Map.of()).get("data").toString());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
    }
  }
}
