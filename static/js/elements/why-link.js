// <why-link note url>: shows its link where the note was opened from a card that can say why it stood there.
import { tokenOf } from "rednote/lib/card-events.js";

class WhyLink extends HTMLElement {
  connectedCallback() {
    const token = tokenOf(this.getAttribute("note"));
    const link = this.querySelector("a");
    if (!token) return;
    link.href = `${this.getAttribute("url")}?${new URLSearchParams({ card: token })}`;
    link.hidden = false;
  }
}

customElements.define("why-link", WhyLink);
