// Paid links of the registry in Wagtail's rich text editor: chosen as snippets are, kept by id.
(() => {
  "use strict";

  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;
  const { createElement } = window.React;
  const { Icon } = window.wagtail.components;

  // Where nothing is selected, the link says what it leads to: the product, else the shop.
  const words = (string) => (/^https?:/.test(string) ? string.replace(/^.*\((.*)\)$/, "$1") : string);

  class PaidLinkSource extends ModalWorkflowSource {
    getChooserConfig() {
      const { paidLinkChooser } = { ...this.props.entityType.chooserUrls };
      return {
        url: paidLinkChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { id: data.id, string: data.string };
    }

    // As Wagtail's own, which knows no mutability but that of its own entities.
    onChosen(data) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", this.filterEntityData(data));
      const key = content.getLastCreatedEntityKey();
      const next = selection.isCollapsed()
        ? EditorState.push(
            editorState,
            Modifier.replaceText(content, selection, words(data.string), null, key),
            "insert-characters",
          )
        : RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(next);
    }
  }

  const PaidLink = (props) => {
    const { string, state } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(TooltipEntity, {
      ...props,
      icon: createElement(Icon, { name: string && !state ? "link-external" : "warning" }),
      label: [string || "?", state].filter(Boolean).join(" – "),
      url: null,
    });
  };

  registerPlugin(
    { type: "HEALTH-CONTENT-PAID-LINK", source: PaidLinkSource, decorator: PaidLink },
    "entityTypes",
  );
})();
