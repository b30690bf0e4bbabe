// <copy-link url done>: shows its button, which copies the URL and says so.
import { toast } from "rednote/lib/toast.js";

class CopyLink extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.#copy());
  }

  async #copy() {
    const url = new URL(this.getAttribute("url"), location.href).href;
    try {
      await navigator.clipboard.writeText(url);
      toast(this.getAttribute("done"), { kind: "success" });
    } catch {
      // Over plain HTTP there is no clipboard: show the link, ready to be copied by hand.
      toast(url, { kind: "info" });
    }
  }
}

customElements.define("copy-link", CopyLink);
