// <confirm-dialog>: any submit button with `data-confirm` asks its question first.

class ConfirmDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const accept = this.querySelector("[data-accept]");
    let asked = null;

    document.addEventListener(
      "click",
      (event) => {
        const button = event.target.closest?.("[data-confirm]");
        if (!button || button === asked) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        asked = button;
        dialog.querySelector("p").textContent = button.dataset.confirm;
        accept.textContent = button.dataset.confirmLabel ?? button.textContent.trim();
        dialog.showModal();
      },
      { capture: true },
    );
    this.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    accept.addEventListener("click", () => {
      const button = asked;
      dialog.close();
      asked = button;
      button.click();
      asked = null;
    });
    dialog.addEventListener("close", () => {
      asked = null;
    });
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
