// <photo-picker upload-url limit>: each chosen photo goes up on its own, fails on its own, and is ordered by drag or buttons.
import { acceptDrops } from "rednote/lib/drop-zone.js";
import { parse } from "rednote/lib/http.js";
import { sortable } from "rednote/lib/sortable.js";
import { explain, toast } from "rednote/lib/toast.js";
import { upload } from "rednote/lib/upload.js";

const AT_ONCE = 3;

class PhotoPicker extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-list]");
    this.waiting = [];
    this.running = 0;
    const input = this.querySelector("input[type=file]");
    const take = () => {
      this.#add([...input.files]);
      input.value = "";
    };
    input.addEventListener("change", take);
    // Chosen while this script was still on its way.
    if (input.files.length) take();
    acceptDrops(this.querySelector(".photo-picker__drop"), (files) => this.#add(files));
    this.list.addEventListener("click", (event) => this.#tool(event));
    sortable(this.list, (item) => this.#moved(item));
  }

  #add(files) {
    const room = Number(this.getAttribute("limit")) - this.list.children.length;
    if (files.length > room) toast(this.dataset.tooMany, { kind: "warning" });
    for (const file of files.slice(0, Math.max(room, 0))) {
      const item = this.querySelector("template").content.cloneNode(true).firstElementChild;
      item.querySelector("[data-name]").textContent = file.name;
      const preview = item.querySelector("[data-preview]");
      preview.src = URL.createObjectURL(file);
      // A format that the browser cannot draw, the server may still read.
      preview.addEventListener("error", () => preview.remove());
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      const start = () => this.#upload(item, file, key);
      item.querySelector("[data-retry]").addEventListener("click", () => this.#enqueue(start));
      item.querySelector("[data-dismiss]").addEventListener("click", () => item.remove());
      this.list.append(item);
      this.#enqueue(start);
    }
  }

  #enqueue(start) {
    this.waiting.push(start);
    this.#next();
  }

  #next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      this.running += 1;
      this.waiting.shift()().finally(() => {
        this.running -= 1;
        this.#next();
      });
    }
  }

  async #upload(item, file, key) {
    if (!item.isConnected) return;
    const progress = item.querySelector("progress");
    this.#failed(item, "");
    try {
      const html = await upload(this.getAttribute("upload-url"), file, {
        key,
        onProgress: (percent) => {
          progress.value = percent;
        },
      });
      const arrived = parse(html).querySelector("li");
      URL.revokeObjectURL(item.querySelector("[data-preview]")?.src);
      if (!item.isConnected) return;
      item.replaceWith(arrived);
      window.htmx?.process(arrived);
      this.#say(this.dataset.added, { total: this.list.children.length });
      this.#changed();
    } catch (error) {
      this.#failed(item, explain(error));
    }
  }

  #failed(item, problem) {
    item.classList.toggle("photo-picker__item--failed", Boolean(problem));
    item.querySelector("[data-problem]").textContent = problem;
    item.querySelector("[data-retry]").hidden = !problem;
    item.querySelector("progress").hidden = Boolean(problem);
  }

  #tool(event) {
    const button = event.target.closest("[data-move], [data-remove]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if (button.dataset.move) {
      const step = Number(button.dataset.move);
      const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
      other?.[step < 0 ? "before" : "after"](item);
      button.focus();
      this.#moved(item);
    } else {
      const near = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      (near?.querySelector("[data-remove]") ?? this.querySelector("input[type=file]")).focus();
      this.#say(this.dataset.removed);
      this.#changed();
    }
  }

  #moved(item) {
    const place = [...this.list.children].indexOf(item) + 1;
    this.#say(this.dataset.moved, { place, total: this.list.children.length });
    this.#changed();
  }

  #say(words, values = {}) {
    this.querySelector("[data-status]").textContent = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  #changed() {
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("photo-picker", PhotoPicker);
