// Citations in Wagtail's rich text editor: a source is chosen as snippets are and kept by id, with
// the words that are quoted of it. Readers see its number in place of the words that stand here.
(() => {
  "use strict";

  const { DraftUtils, ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier } = window.DraftJS;
  const { createElement } = window.React;
  const { Icon } = window.wagtail.components;
  const TYPE = "HEALTH-CONTENT-CITE";

  // What the editor calls a source: the name its entry begins with, and its year.
  const words = (string) => {
    const name = string.match(/^[\p{L}\p{M}'’-]+(?:\s[\p{Ll}\p{M}'’-]+)*(?:\s(?=[\p{L}-]{3,})[\p{L}\p{M}'’-]+)?/u);
    const year = string.match(/\b(?:19|20)\d{2}\b/);
    return [name ? name[0] : string.slice(0, 30), year && year[0]].filter(Boolean).join(" ");
  };

  // The citation at the cursor: from the keyboard the toolbar's button edits what is there.
  const citationAt = (editorState) => {
    const selection = editorState.getSelection();
    const content = editorState.getCurrentContent();
    const block = content.getBlockForKey(selection.getStartKey());
    const start = selection.getStartOffset();
    const places = selection.isCollapsed() ? [start, start - 1] : [start];
    const key = places
      .filter((place) => place >= 0)
      .map((place) => block.getEntityAt(place))
      .find((found) => found && content.getEntity(found).getType() === TYPE);
    return key || null;
  };

  const element = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  // A dialog of the browser: it holds the focus, Escape closes it, and the focus goes back.
  const askForPassage = ({ told, source, passage }) =>
    new Promise((resolve) => {
      const id = `hc-cite-${Date.now()}`;
      const field = element("textarea", { id, rows: 4, maxLength: 1000, value: passage });
      field.setAttribute("aria-describedby", `${id}-help`);
      const cancel = element("button", { type: "button", className: "button button-secondary" }, told.cancel);
      const form = element(
        "form",
        { method: "dialog" },
        element("h2", { id: `${id}-title`, className: "hc-cite-dialog__title" }, told.title),
        element("p", { className: "hc-cite-dialog__source" }, source || told.unknown),
        element("label", { htmlFor: id, className: "w-field__label" }, told.passage),
        field,
        element("p", { id: `${id}-help`, className: "help" }, told.help),
        element(
          "div",
          { className: "hc-cite-dialog__actions" },
          element("button", { type: "submit", value: "save", className: "button" }, told.save),
          cancel,
        ),
      );
      const dialog = element("dialog", { className: "hc-cite-dialog" }, form);
      dialog.setAttribute("aria-labelledby", `${id}-title`);
      cancel.addEventListener("click", () => dialog.close(""));
      dialog.addEventListener("close", () => {
        const saved = dialog.returnValue === "save";
        dialog.remove();
        resolve(saved ? field.value.trim().replace(/\s+/g, " ") : null);
      });
      document.body.append(dialog);
      dialog.showModal();
      field.focus();
    });

  class CiteSource extends ModalWorkflowSource {
    componentDidMount() {
      const { editorState, entityKey } = this.props;
      const key = entityKey || citationAt(editorState);
      if (key) this.quote(key);
      else super.componentDidMount();
    }

    getChooserConfig() {
      const { referenceChooser } = { ...this.props.entityType.chooserUrls };
      return {
        url: referenceChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { id: data.id, string: data.string, passage: "" };
    }

    // A citation stands after what is selected, never in its place.
    onChosen(data) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const after = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", this.filterEntityData(data));
      const key = content.getLastCreatedEntityKey();
      const cited = Modifier.insertText(content, after, words(data.string), null, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, cited, "insert-characters"));
    }

    async quote(key) {
      const { editorState, entityType, onComplete, onClose } = this.props;
      const content = editorState.getCurrentContent();
      const data = content.getEntity(key).getData();
      const passage = await askForPassage({
        told: entityType.words,
        source: data.string,
        passage: data.passage || "",
      });
      if (passage === null) {
        onClose();
        return;
      }
      const range = DraftUtils.getEntitySelection(editorState, key);
      const renewed = content.createEntity(entityType.type, "IMMUTABLE", { ...data, passage });
      const quoted = Modifier.applyEntity(renewed, range, renewed.getLastCreatedEntityKey());
      onComplete(EditorState.push(editorState, quoted, "apply-entity"));
    }
  }

  const Citation = (props) => {
    const { string, state, passage } = props.contentState.getEntity(props.entityKey).getData();
    const quoted = passage ? `“${passage}”` : "";
    return createElement(TooltipEntity, {
      ...props,
      icon: createElement(Icon, { name: string && !state ? "openquote" : "warning" }),
      label: [string || "?", state, quoted].filter(Boolean).join(" – "),
      url: null,
    });
  };

  registerPlugin({ type: TYPE, source: CiteSource, decorator: Citation }, "entityTypes");
})();
