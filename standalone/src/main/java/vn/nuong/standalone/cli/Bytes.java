package vn.nuong.standalone.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts of memory as people write them: {@code 512MiB}, {@code 8GiB}. */
public final class Bytes implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(KiB|MiB|GiB|TiB)");

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            throw new TypeConversionException(
                    "'" + text + "' is not a size; write it as 512MiB or 8GiB, more than nothing");
        }
        int power = "KMGT".indexOf(form.group(2).charAt(0)) + 1;
        return Long.parseLong(form.group(1)) << (10 * power);
    }
}
