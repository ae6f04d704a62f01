package vn.nuong.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * The help texts that the start script prints without starting Java. {@code main} writes them anew after a change to a
 * command; {@link HelpFilesTest} says how to call it.
 */
final class HelpFiles {

    static final Path FOLDER = Path.of("src/main/resources/help");

    private HelpFiles() {}

    /** What picocli prints for each command, by file name. */
    static Map<String, String> texts() {
        CommandLine root = Nuong.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        Map<String, String> texts = new TreeMap<>();
        texts.put("nuong.txt", text(root));
        root.getSubcommands().forEach((name, command) -> {
            texts.put(name + ".txt", text(command));
            command.getSubcommands().forEach((below, c) -> texts.put(name + "/" + below + ".txt", text(c)));
        });
        return texts;
    }

    private static String text(CommandLine command) {
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replace(System.lineSeparator(), "\n");
    }

    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, String> text : texts().entrySet()) {
            Path file = FOLDER.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
    }
}
