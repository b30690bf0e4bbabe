// <why-dialog>: opens what a link with `data-why` leads to over the page; a press in it closes it, and a toast says the rest.
import { fragment, parse } from "rednote/lib/http.js";

class WhyDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.body = this.querySelector("[data-why-body]");
    document.addEventListener("click", (event) => this.#choose(event));
    this.querySelector("[data-why-close]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.addEventListener("htmx:beforeRequest", () => this.dialog.close());
    this.addEventListener("htmx:afterRequest", ({ target, detail }) => {
      if (detail.successful && target.hasAttribute("data-why-removes")) this.#removeCard();
    });
  }

  async #choose(event) {
    const link = event.target.closest("a[data-why]");
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || modified || event.defaultPrevented) return;
    event.preventDefault();
    try {
      const article = parse(await fragment(link.href)).querySelector("article");
      this.token = new URL(link.href).searchParams.get("card");
      this.body.replaceChildren(article);
      window.htmx?.process(this.body);
      this.dialog.showModal();
    } catch {
      location.assign(link.href);
    }
  }

  /** The card goes, and the keyboard's place moves on to the next one. */
  #removeCard() {
    const card = document.querySelector(`.note-card[data-impression="${CSS.escape(this.token)}"]`);
    const next = card?.nextElementSibling?.querySelector("a") ?? card?.previousElementSibling?.querySelector("a");
    card?.remove();
    if (!document.querySelector("dialog[open]")) next?.focus({ preventScroll: true });
  }
}

customElements.define("why-dialog", WhyDialog);
