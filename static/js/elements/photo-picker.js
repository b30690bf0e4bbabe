// <photo-picker upload-url limit>: each chosen photo is checked, goes up on its own, fails on its own, goes on after a
// reload, and is ordered by drag or buttons.
import { acceptDrops } from "rednote/lib/drop-zone.js";
import { parse } from "rednote/lib/http.js";
import { forgetFile, keepFile, keptFiles } from "rednote/lib/kept-files.js";
import { PhotoProblem, checked } from "rednote/lib/photo-check.js";
import { sortable } from "rednote/lib/sortable.js";
import { explain, toast } from "rednote/lib/toast.js";
import { upload } from "rednote/lib/upload.js";

const AT_ONCE = 3;

class PhotoPicker extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-list]");
    this.limits = JSON.parse(this.dataset.limits);
    this.waiting = [];
    this.keys = new Set();
    this.running = 0;
    // What was chosen here and can be drawn at once, by the row it became.
    this.files = new WeakMap();
    // Arrived, but no draft names them yet: the key of each upload and the photo it became.
    this.arrived = [];
    const input = this.querySelector("input[type=file]");
    const take = () => {
      this.#choose([...input.files]);
      input.value = "";
    };
    input.addEventListener("change", take);
    // Chosen while this script was still on its way.
    if (input.files.length) take();
    acceptDrops(this.querySelector(".photo-picker__drop"), (files) => this.#choose(files));
    this.list.addEventListener("click", (event) => this.#tool(event));
    sortable(this.list, (item) => this.#moved(item));
    this.closest("draft-saver")?.addEventListener("draft-saved", ({ detail }) => this.#forgetArrived(detail));
    const form = this.closest("form");
    // Before anybody else hears of it: what is on its way would be left behind.
    form.addEventListener("submit", (event) => this.#wait(event), { capture: true });
    // From here on the form itself names what has arrived.
    form.addEventListener("submit", () => this.#forgetArrived());
    this.#keepComposer(form.elements.composer_key);
    this.#resume();
  }

  get #composer() {
    return this.closest("form").elements.composer_key.value;
  }

  /** A page that is loaded anew before there is a draft goes on as the composer that it was. */
  #keepComposer(field) {
    try {
      const [path, was] = (sessionStorage.getItem("composer") ?? "").split(" ");
      const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
      if (isReload && was && path === location.pathname) field.value = was;
      sessionStorage.setItem("composer", `${location.pathname} ${field.value}`);
    } catch {
      // Without storage there is nothing to go on with.
    }
  }

  #wait(event) {
    if (!this.list.querySelector(".photo-picker__item--uploading:not(.photo-picker__item--failed)")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    toast(this.dataset.busy, { kind: "warning" });
  }

  /** What was on its way when the page was left goes on where it was. */
  async #resume() {
    const kept = await keptFiles({ composer: this.#composer, owner: this.dataset.owner });
    // Looking them up takes a moment, in which photos may be chosen: those are on their way already.
    for (const { key, file } of kept) if (!this.keys.has(key)) this.#add(file, key);
  }

  #choose(files) {
    const room = Number(this.getAttribute("limit")) - this.list.children.length;
    if (files.length > room) toast(this.dataset.tooMany, { kind: "warning" });
    for (const file of files.slice(0, Math.max(room, 0))) {
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      const place = Date.now() + this.list.children.length / 100;
      keepFile({ key, file, composer: this.#composer, owner: this.dataset.owner, place });
      this.#add(file, key);
    }
  }

  #add(file, key) {
    this.keys.add(key);
    const item = this.querySelector("template").content.cloneNode(true).firstElementChild;
    item.querySelector("[data-name]").textContent = file.name;
    const preview = item.querySelector("[data-preview]");
    preview.src = URL.createObjectURL(file);
    // A format that the browser cannot draw, the server may still read.
    preview.addEventListener("error", () => preview.remove());
    const start = () => this.#upload(item, file, key);
    item.querySelector("[data-retry]").addEventListener("click", () => this.#enqueue(start));
    item.querySelector("[data-dismiss]").addEventListener("click", () => {
      item.remove();
      forgetFile(key);
    });
    this.list.append(item);
    this.#enqueue(start);
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
      const sent = await checked(file, this.limits);
      if (sent.isShrunk) item.querySelector("[data-note]").textContent = this.dataset.shrunk;
      const html = await upload(this.getAttribute("upload-url"), sent.file, {
        key,
        onProgress: (percent) => {
          progress.value = percent;
          this.#note(item, sent.isShrunk ? this.dataset.shrunk : "");
        },
        onWaiting: () => this.#note(item, this.dataset.waiting),
      });
      const arrived = parse(html).querySelector("li");
      if (!item.isConnected) return;
      if (this.list.querySelector(`[data-photo-id="${CSS.escape(arrived.dataset.photoId)}"]`)) {
        // The same photo stands here already, with all that was done to it.
        item.remove();
        forgetFile(key);
        return;
      }
      const preview = item.querySelector("[data-preview]");
      if (preview) {
        preview.classList.add("photo-picker__local");
        arrived.querySelector(".photo-picker__thumb").prepend(preview);
      }
      item.replaceWith(arrived);
      if (sent.isShrunk) arrived.querySelector("[data-shrunk]").hidden = false;
      this.files.set(arrived, sent.file);
      this.arrived.push({ key, photo: arrived.dataset.photoId });
      if (!this.closest("draft-saver")) this.#forgetArrived();
      window.htmx?.process(arrived);
      this.#say(this.dataset.added, { total: this.list.children.length });
      this.#changed();
    } catch (error) {
      const refused = error instanceof PhotoProblem ? this.#words(error.code) : "";
      // What is refused will be refused again: only what may pass is kept.
      if (refused || [413, 422].includes(error.status)) forgetFile(key);
      this.#failed(item, refused || explain(error));
    }
  }

  #words(code) {
    return this.querySelector(`[data-problems] [data-code="${code}"]`).textContent;
  }

  #note(item, words) {
    item.querySelector("[data-note]").textContent = words;
  }

  /** Keep no copy of what the server keeps by name: of the photos named, or of all. */
  #forgetArrived(named) {
    const [safe, rest] = [[], []];
    for (const each of this.arrived) (!named || named.includes(each.photo) ? safe : rest).push(each);
    for (const { key } of safe) forgetFile(key);
    this.arrived = rest;
  }

  #failed(item, problem) {
    item.classList.toggle("photo-picker__item--failed", Boolean(problem));
    item.querySelector("[data-problem]").textContent = problem;
    item.querySelector("[data-retry]").hidden = !problem;
    item.querySelector("progress").hidden = Boolean(problem);
    if (problem) this.#note(item, "");
  }

  #tool(event) {
    const button = event.target.closest("[data-move], [data-remove], [data-edit]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if ("edit" in button.dataset) {
      document.querySelector("photo-editor").edit(item, this.files.get(item));
      return;
    }
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
