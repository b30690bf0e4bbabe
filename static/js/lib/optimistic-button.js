// A button that shows its result at once and the server's fragment a moment later, or steps back with a message.
import { fragment, parse } from "rednote/lib/http.js";
import { explain, toast } from "rednote/lib/toast.js";

export class OptimisticButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[formaction]");
      if (!button) return;
      event.preventDefault();
      if (!this.busy) this.#press(button.formAction);
    });
  }

  /** How the element looks once pressed; subclasses add to it. */
  showPressed() {
    this.toggleAttribute("on");
    const label = this.querySelector("[data-label]");
    if (label && this.dataset.next) label.textContent = this.dataset.next;
  }

  async #press(url) {
    const before = this.cloneNode(true);
    this.busy = true;
    this.showPressed();
    try {
      // Kept alive: what was pressed counts although the person has left the page since.
      const answer = parse(await fragment(url, { method: "POST", keepalive: true })).querySelector(this.localName);
      for (const copy of this.#copies()) copy.#become(answer);
    } catch (error) {
      this.#become(before);
      toast(explain(error), { kind: "error" });
    }
  }

  /** The same thing may stand twice on a page: on its card and in the overlay above it. */
  #copies() {
    return document.querySelectorAll(`${this.localName}[key="${this.getAttribute("key")}"]`);
  }

  #become(state) {
    const hadFocus = this.contains(document.activeElement);
    const next = document.importNode(state, true);
    this.replaceWith(next);
    if (hadFocus) next.querySelector("button")?.focus({ preventScroll: true });
  }
}
