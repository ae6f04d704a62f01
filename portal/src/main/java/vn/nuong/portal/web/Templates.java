package vn.nuong.portal.web;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;
import vn.nuong.portal.pages.JtealertsGenerated;
import vn.nuong.portal.pages.JteanswerGenerated;
import vn.nuong.portal.pages.JtecompareGenerated;
import vn.nuong.portal.pages.JtecompletenessGenerated;
import vn.nuong.portal.pages.JteconflictsGenerated;
import vn.nuong.portal.pages.JtedeadlettersGenerated;
import vn.nuong.portal.pages.JtedevicepageGenerated;
import vn.nuong.portal.pages.JtediaryGenerated;
import vn.nuong.portal.pages.JtehomeGenerated;
import vn.nuong.portal.pages.JtemodelGenerated;
import vn.nuong.portal.pages.JteoperationsGenerated;
import vn.nuong.portal.pages.JteplotGenerated;
import vn.nuong.portal.pages.JteproblemGenerated;
import vn.nuong.portal.pages.JtewaterGenerated;

/** The one place that names the classes made of the templates: what a template wants is checked by the compiler. */
final class Templates {

    private Templates() {}

    static String home(Page page, HomeView view) {
        return render(out -> JtehomeGenerated.render(out, null, page, view));
    }

    static String plot(Page page, PlotView view) {
        return render(out -> JteplotGenerated.render(out, null, page, view));
    }

    static String water(Page page, WaterView view) {
        return render(out -> JtewaterGenerated.render(out, null, page, view));
    }

    static String model(Page page, ModelView view) {
        return render(out -> JtemodelGenerated.render(out, null, page, view));
    }

    static String diary(Page page, DiaryView view) {
        return render(out -> JtediaryGenerated.render(out, null, page, view));
    }

    static String compare(Page page, Comparison comparison) {
        return render(out -> JtecompareGenerated.render(out, null, page, comparison));
    }

    static String alerts(Page page, DeviceAlertsView view) {
        return render(out -> JtealertsGenerated.render(out, null, page, view));
    }

    static String answer(Page page, Question question) {
        return render(out -> JteanswerGenerated.render(out, null, page, question));
    }

    static String problem(Page page, String title, String text) {
        return render(out -> JteproblemGenerated.render(out, null, page, title, text));
    }

    static String operations(Page page, OperationsView view) {
        return render(out -> JteoperationsGenerated.render(out, null, page, view));
    }

    static String deadLetters(Page page, DeadLettersView view) {
        return render(out -> JtedeadlettersGenerated.render(out, null, page, view));
    }

    static String conflicts(Page page, ConflictsView view) {
        return render(out -> JteconflictsGenerated.render(out, null, page, view));
    }

    static String completeness(Page page, CompletenessView view) {
        return render(out -> JtecompletenessGenerated.render(out, null, page, view));
    }

    static String device(Page page, DeviceView view) {
        return render(out -> JtedevicepageGenerated.render(out, null, page, view));
    }

    private static String render(Consumer<HtmlTemplateOutput> template) {
        StringOutput text = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(text));
        return text.toString();
    }
}
