// SPDX-FileCopyrightText: Gehoorwijzer contributors
// SPDX-License-Identifier: EUPL-1.2
// Does to a form in JavaRosa what it reads, a line for each act, and tells after each how every question stands.
// In, parted by tabs: "set name mult kind value" (kind "typed": as the form says), "add name around", "remove name mult". Out: lines "name mult relevant
// required valid value", then an empty line. `mult` is the place of the instance around it, with those around that before it
// (0.2), -1 where there is none.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.model.utils.DateUtils;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

public class JavaRosaWalk {
  static FormDef form;
  static PrintStream out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    new XFormsModule().registerModule();
    form = XFormUtils.getFormFromFormXml(arguments[0], null);
    form.initialize(true, new InstanceInitializationFactory());
    tell();
    var in = new BufferedReader(new InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] act = line.split("\t", -1);
      switch (act[0]) {
        case "set" -> {
          TreeElement node = find(act[1], act[2]);
          form.setValue(value(act[3], act[4], node.getDataType()), node.getRef(), true);
        }
        case "add" -> add(act[1], act[2]);
        case "remove" -> remove(act[1], act[2]);
        default -> throw new IllegalArgumentException(line);
      }
      tell();
    }
  }

  static IAnswerData value(String kind, String text, int type) {
    if (text.isEmpty()) return null;
    return switch (kind) {
      case "integer" -> new IntegerData(Integer.parseInt(text));
      case "decimal" -> new DecimalData(Double.parseDouble(text));
      case "select_one" -> new SelectOneData(new Selection(text));
      case "date" -> new DateData(DateUtils.parseDate(text));
      case "select_multiple", "rank" ->
          new MultipleItemsData(Arrays.stream(text.split(" ")).map(Selection::new).toList());
      case "typed" -> XFormAnswerDataParser.getAnswerData(text, type);
      default -> new StringData(text);
    };
  }

  static void add(String name, String around) {
    var model = new FormEntryModel(form);
    var controller = new FormEntryController(model);
    controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
    int event = controller.stepToNextEvent();
    while (event != FormEntryController.EVENT_END_OF_FORM) {
      if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
          && model.getFormIndex().getReference().getNameLast().equals(name)
          && place(model.getFormIndex().getReference().getParentRef()).equals(around)) {
        controller.newRepeat();
        return;
      }
      event = controller.stepToNextEvent();
    }
    throw new IllegalStateException("no place for " + name);
  }

  static void remove(String name, String mult) {
    var model = new FormEntryModel(form);
    var controller = new FormEntryController(model);
    controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
    int event = controller.stepToNextEvent();
    while (event != FormEntryController.EVENT_END_OF_FORM) {
      TreeReference at = model.getFormIndex().getReference();
      if (event == FormEntryController.EVENT_REPEAT && at.getNameLast().equals(name) && place(at).equals(mult)) {
        controller.deleteRepeat();
        return;
      }
      event = controller.stepToNextEvent();
    }
    throw new IllegalStateException("no " + name + " " + mult);
  }

  static String place(TreeReference of) {
    String place = "-1";
    for (int at = 1; at <= of.size(); at++) {
      TreeElement here = form.getMainInstance().resolveReference(of.getSubReference(at - 1));
      if (here != null && here.isRepeatable()) place = inside(place, here);
    }
    return place;
  }

  static String inside(String around, TreeElement instance) {
    return around.equals("-1") ? "" + instance.getMult() : around + "." + instance.getMult();
  }

  static TreeElement find(String name, String mult) {
    return find(form.getMainInstance().getRoot(), name, mult, "-1");
  }

  static TreeElement find(TreeElement in, String name, String mult, String around) {
    for (int at = 0; at < in.getNumChildren(); at++) {
      TreeElement child = in.getChildAt(at);
      if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
      String inside = child.isRepeatable() ? inside(around, child) : around;
      if (child.getName().equals(name) && around.equals(mult)) return child;
      TreeElement found = find(child, name, mult, inside);
      if (found != null) return found;
    }
    return null;
  }

  static void tell() {
    tell(form.getMainInstance().getRoot(), "-1");
    out.println();
  }

  static void tell(TreeElement in, String around) {
    for (int at = 0; at < in.getNumChildren(); at++) {
      TreeElement child = in.getChildAt(at);
      if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
      if (child.getNumChildren() > 0) {
        tell(child, child.isRepeatable() ? inside(around, child) : around);
        continue;
      }
      IAnswerData value = child.getValue();
      boolean valid = value == null || form.evaluateConstraint(child.getRef(), value);
      String text = value == null ? "" : value.uncast().getString();
      out.println(String.join("\t", child.getName(), around, "" + child.isRelevant(),
          "" + child.isRequired(), "" + valid, text));
    }
  }
}
