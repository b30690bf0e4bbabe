// <toast-region>: shows messages for a while; errors stay until closed. Listens to the server's `HX-Trigger: toast`.

const SHOWN_FOR = 6000;
const ICONS = { success: "check", warning: "alert", error: "alert", info: "info" };

class ToastRegion extends HTMLElement {
  connectedCallback() {
    for (const message of this.querySelectorAll(":scope > div > .toast")) this.#expire(message);
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-toast-close], [data-toast-action]")) {
        const message = event.target.closest(".toast");
        setTimeout(() => message.remove());
      }
    });
    if (this.parentElement === document.body) {
      // An open note lies over the page, and over its messages.
      document.body.addEventListener("toast", ({ detail }) =>
        (document.querySelector("dialog[open] toast-region") ?? this).show(detail),
      );
    }
  }

  show({ text, kind = "info", action }) {
    const message = this.querySelector("template").content.cloneNode(true).firstElementChild;
    message.classList.replace("toast--info", `toast--${kind}`);
    const icon = message.querySelector("use");
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, `#${ICONS[kind] ?? "info"}`));
    message.querySelector(".toast__text").textContent = text;
    if (action) {
      const button = message.querySelector("[data-toast-action]");
      Object.assign(button, { textContent: action.label, hidden: false });
      button.setAttribute("formaction", action.url);
    }
    this.querySelector(kind === "error" ? "[role=alert]" : "[role=status]").append(message);
    this.#expire(message);
  }

  #expire(message) {
    if (!message.matches(".toast--error")) this.#later(message);
  }

  /** Nobody loses a message they are reading or about to press. */
  #later(message) {
    setTimeout(() => {
      if (message.matches(":hover, :focus-within")) this.#later(message);
      else message.remove();
    }, SHOWN_FOR);
  }
}

customElements.define("toast-region", ToastRegion);
