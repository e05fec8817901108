package io.millrace.dashboard.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpHeader;

/** The files of the page and of its chart library, from the class path. */
final class PageFiles {
    private static final String CHARTS = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final List<String> PAGE = List.of(
            "style.css",
            "icon.svg",
            "app.js",
            "dom.js",
            "format.js",
            "session.js",
            "stream.js",
            "chart.js",
            "now.js",
            "measures.js",
            "groups.js",
            "rising.js",
            "alerts.js",
            "pipeline.js",
            "flow.js",
            "tables.js",
            "jobs.js",
            "freshness.js",
            "customers.js",
            "segments.js",
            "processes.js",
            "models.js");

    private PageFiles() {}

    /** A route for each file; a jar that lacks one is refused here. */
    static List<Route> routes() {
        Map<String, String> files = new TreeMap<>();
        files.put("/", "page/index.html");
        PAGE.forEach(name -> files.put("/" + name, "page/" + name));
        String charts = "META-INF/resources/webjars/uplot/%s/dist/".formatted(chartVersion());
        files.put("/charts/uPlot.js", charts + "uPlot.esm.js");
        files.put("/charts/uPlot.css", charts + "uPlot.min.css");
        List<Route> routes = new ArrayList<>();
        files.forEach((path, resource) -> routes.add(route(path, resource)));
        return routes;
    }

    private static Route route(String path, String resource) {
        byte[] bytes = read(resource);
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        var sum = new CRC32();
        sum.update(bytes);
        String tag = "\"%x-%x\"".formatted(bytes.length, sum.getValue());
        return Route.open(Pattern.quote(path), visit -> {
            visit.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            visit.response().getHeaders().put(HttpHeader.ETAG, tag);
            boolean known =
                    visit.header(HttpHeader.IF_NONE_MATCH).filter(tag::equals).isPresent();
            visit.bytes(known ? 304 : 200, type, known ? new byte[0] : bytes);
        });
    }

    private static String chartVersion() {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read(CHARTS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream file = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new PipelineException(
                        FailureKind.INTERNAL, "The class path lacks %s; build it again".formatted(resource));
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
