// <photo-editor>: crop, turn, focus and tags of one photo. It starts from that photo's fields and, when done, fills them in.
import { clamp, draw, intoWindow, outOfWindow, turnPoint, turnSize, unturnPoint, windowOf } from "rednote/lib/framing.js";
import { toast } from "rednote/lib/toast.js";

const LARGEST = 1600;
const THUMB = 640;
// Percent: the style sheet has a class for each.
const FOCUS_STEP = 5;
const WHOLE = [0, 0, 1, 1];
const MIDDLE = [0.5, 0.5];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class PhotoEditor extends HTMLElement {
  connectedCallback() {
    for (const name of ["picture", "canvas", "frame", "focus", "points", "window", "size", "left", "top", "tags"]) {
      this[`${name}Part`] = this.querySelector(`[data-${name}]`);
    }
    this.dialog = this.querySelector("dialog");
    this.dialog.addEventListener("change", (event) => this.#chosen(event));
    this.dialog.addEventListener("input", (event) => this.#slid(event));
    this.dialog.addEventListener("click", (event) => this.#pressed(event));
    this.dialog.addEventListener("close", () => this.opener?.focus());
    this.picturePart.addEventListener("pointerdown", (event) => this.#grabbed(event));
    this.picturePart.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Open on a photo of the picker; `file` is what was chosen here, when the browser still holds it. */
  async edit(item, file) {
    let source;
    try {
      source = await loaded(file, item.dataset.whole);
    } catch {
      toast(this.dataset.waiting, { kind: "info" });
      return;
    }
    // Another photo was faster: it stays open.
    if (this.dialog.open) return;
    [this.source, this.item, this.opener] = [source, item, item.querySelector("[data-edit]")];
    this.#read();
    this.#mode("crop");
    this.dialog.showModal();
    this.#draw();
  }

  get #turned() {
    return turnSize([this.source.width, this.source.height], this.turn);
  }

  get #crop() {
    return windowOf(this.#turned, this.ratio, this.centre, this.size);
  }

  #field(name) {
    return this.item.querySelector(`[name="${name}_${this.item.dataset.photoId}"]`);
  }

  // Points are kept on the picture as it was taken, so that they stay where they are however it is turned and cropped.
  #read() {
    this.turn = Number(this.#field("turn").value);
    this.ratio = this.#field("ratio").value;
    const crop = this.#field("crop").value.split(" ").map(Number);
    const isCropped = this.ratio && crop.length === 4;
    this.centre = isCropped ? [crop[0] + crop[2] / 2, crop[1] + crop[3] / 2] : MIDDLE;
    this.size = isCropped ? clamp(crop[2] / windowOf(this.#turned, this.ratio, MIDDLE, 1)[2], 0.3, 1) : 1;
    const focus = [this.#field("focus_x").value / 100, this.#field("focus_y").value / 100];
    // In the middle it was never chosen, and stays in the middle of whatever is shown.
    this.focusPoint = focus.some((number) => number !== 0.5) ? this.#taken(focus) : null;
    this.tags = [...this.item.querySelectorAll("[data-tags] [data-tag]")]
      .map((row) => [...row.querySelectorAll("select, input")].map((field) => field.value))
      .filter(([, text]) => text.trim())
      .map(([kind, text, x, y]) => ({ kind, text, at: this.#taken([x / 100, y / 100]) }));
    this.#listTags();
  }

  #write() {
    const crop = this.#crop;
    this.#field("turn").value = this.turn;
    this.#field("ratio").value = this.ratio;
    this.#field("crop").value = crop ? crop.map((number) => number.toFixed(5)).join(" ") : "";
    const focus = this.#focusPercent;
    this.#field("focus_x").value = focus[0];
    this.#field("focus_y").value = focus[1];
    const list = this.item.querySelector("[data-tags]");
    for (const row of list.querySelectorAll("[data-tag], noscript")) row.remove();
    for (const { kind, text, at } of this.tags) {
      if (text.trim()) list.append(this.#hiddenRow([["kind", kind], ["text", text.trim()], ...this.#placed(at)]));
    }
    this.#preview(crop, focus);
    this.item.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #placed(at) {
    const [x, y] = this.#percent(at);
    return [["x", x], ["y", y]];
  }

  #hiddenRow(values) {
    const row = document.createElement("div");
    row.dataset.tag = "";
    for (const [name, value] of values) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = `tag_${name}_${this.item.dataset.photoId}`;
      field.value = value;
      row.append(field);
    }
    return row;
  }

  #preview(crop, [x, y]) {
    const canvas = document.createElement("canvas");
    canvas.className = "photo__image";
    draw(canvas, this.source, this.turn, crop, THUMB);
    canvas.style.objectPosition = `${x}% ${y}%`;
    this.item.querySelector(".photo-picker__thumb").replaceChildren(canvas);
  }

  // From the picture as it is shown to the picture as it was taken, and back.
  #taken(point) {
    return unturnPoint(outOfWindow(point, this.#crop ?? WHOLE), this.turn);
  }

  #shown(point) {
    return intoWindow(turnPoint(point, this.turn), this.#crop ?? WHOLE);
  }

  #percent(point) {
    return this.#shown(point).map((number) => Math.round(clamp(number, 0, 1) * 100));
  }

  get #focusShown() {
    return this.focusPoint ? this.#shown(this.focusPoint) : MIDDLE;
  }

  get #focusPercent() {
    return this.#focusShown.map((number) => Math.round(clamp(number, 0, 1) * (100 / FOCUS_STEP)) * FOCUS_STEP);
  }

  #mode(mode) {
    this.mode = mode;
    for (const radio of this.dialog.querySelectorAll("[name=editor-mode]")) radio.checked = radio.value === mode;
    for (const panel of this.dialog.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== mode;
    this.picturePart.classList.toggle("photo-editor__picture--crop", mode === "crop");
    this.focusPart.hidden = mode !== "focus";
    this.pointsPart.hidden = mode !== "tags";
  }

  #draw() {
    draw(this.canvasPart, this.source, this.turn, this.mode === "crop" ? null : this.#crop, LARGEST);
    for (const radio of this.dialog.querySelectorAll("[name=editor-ratio]")) radio.checked = radio.value === this.ratio;
    this.#place();
  }

  #place() {
    const crop = this.#crop;
    this.windowPart.disabled = !crop;
    this.framePart.hidden = this.mode !== "crop" || !crop;
    const [left, top, width, height] = crop ?? WHOLE;
    Object.assign(this.framePart.style, {
      left: `${left * 100}%`,
      top: `${top * 100}%`,
      width: `${width * 100}%`,
      height: `${height * 100}%`,
    });
    this.sizePart.value = this.size * 100;
    this.leftPart.value = width < 1 ? (left / (1 - width)) * 100 : 50;
    this.topPart.value = height < 1 ? (top / (1 - height)) * 100 : 50;
    const [x, y] = this.#focusPercent;
    put(this.focusPart, x, y);
    this.dialog.querySelector("[data-focus-x]").value = x;
    this.dialog.querySelector("[data-focus-y]").value = y;
    for (const [index, tag] of this.tags.entries()) put(this.pointsPart.children[index], ...this.#percent(tag.at));
  }

  #listTags() {
    const row = this.querySelector("template[data-tag-row]").content;
    this.tagsPart.replaceChildren();
    this.pointsPart.replaceChildren();
    for (const [index, tag] of this.tags.entries()) {
      const item = row.cloneNode(true).firstElementChild;
      item.querySelector("[data-number]").textContent = index + 1;
      item.querySelector("[data-kind]").value = tag.kind;
      item.querySelector("[data-text]").value = tag.text;
      this.tagsPart.append(item);
      const point = document.createElement("button");
      point.type = "button";
      point.className = "photo-editor__point";
      point.textContent = index + 1;
      point.setAttribute("aria-label", this.dataset.tag.replace("{number}", index + 1));
      this.pointsPart.append(point);
    }
  }

  #addTag(at) {
    if (this.tags.length >= Number(this.dataset.mostTags)) return toast(this.dataset.tooMany, { kind: "warning" });
    this.tags.push({ kind: "person", text: "", at });
    this.#listTags();
    this.#place();
    this.tagsPart.lastElementChild.querySelector("[data-text]").focus();
  }

  #chosen({ target }) {
    if (target.name === "editor-mode") this.#mode(target.value);
    else if (target.name === "editor-ratio") this.ratio = target.value;
    else return;
    this.#draw();
  }

  #slid({ target }) {
    const share = target.value / 100;
    const [left, top, width, height] = this.#crop ?? WHOLE;
    if (target === this.sizePart) this.#resize(share);
    else if (target === this.leftPart) this.#moveTo([share * (1 - width), top]);
    else if (target === this.topPart) this.#moveTo([left, share * (1 - height)]);
    else if ("focusX" in target.dataset) this.#focusOn([share, this.#focusShown[1]]);
    else if ("focusY" in target.dataset) this.#focusOn([this.#focusShown[0], share]);
    else this.#typed(target);
  }

  #typed(field) {
    const tag = this.tags[[...this.tagsPart.children].indexOf(field.closest("li"))];
    if (tag) tag["text" in field.dataset ? "text" : "kind"] = field.value;
  }

  #pressed({ target }) {
    const button = target.closest("button");
    if (!button) return;
    const has = (name) => name in button.dataset;
    if (has("cancel")) this.dialog.close();
    else if (has("turn")) this.#turnBy(Number(button.dataset.turn));
    else if (has("addTag")) this.#addTag(this.#taken(MIDDLE));
    else if (has("removeTag")) this.#removeTag(button.closest("li"));
    else if (has("reset")) this.#reset();
    else if (has("done")) {
      this.#write();
      this.dialog.close();
      toast(this.dataset.doneWords, { kind: "success" });
    }
  }

  #removeTag(item) {
    this.tags.splice([...this.tagsPart.children].indexOf(item), 1);
    this.#listTags();
    this.#place();
    this.dialog.querySelector("[data-add-tag]").focus();
  }

  #turnBy(degrees) {
    const centre = unturnPoint(this.centre, this.turn);
    this.turn = (this.turn + degrees + 360) % 360;
    this.centre = turnPoint(centre, this.turn);
    this.#draw();
  }

  #reset() {
    Object.assign(this, { turn: 0, ratio: "", size: 1, centre: MIDDLE, focusPoint: null, tags: [] });
    this.#listTags();
    this.#draw();
  }

  #resize(size) {
    const [left, top, width, height] = this.#crop ?? WHOLE;
    this.centre = [left + width / 2, top + height / 2];
    this.size = clamp(size, 0.3, 1);
    this.#place();
  }

  #moveTo([left, top]) {
    const [, , width, height] = this.#crop ?? WHOLE;
    this.centre = [clamp(left, 0, 1 - width) + width / 2, clamp(top, 0, 1 - height) + height / 2];
    this.#place();
  }

  #focusOn(point) {
    this.focusPoint = this.#taken(point.map((number) => clamp(number, 0, 1)));
    this.#place();
  }

  #grabbed(event) {
    if (event.button) return;
    const box = this.picturePart.getBoundingClientRect();
    const at = ({ clientX, clientY }) => [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
    const start = at(event);
    const point = event.target.closest(".photo-editor__point");
    if (this.mode === "tags" && !point) {
      event.preventDefault();
      this.#addTag(this.#taken(start));
      return;
    }
    const move = this.#mover(start, point && this.tags[[...this.pointsPart.children].indexOf(point)]);
    if (this.mode === "focus") move(start);
    (point ?? (this.mode === "focus" ? this.focusPart : this.framePart)).focus({ preventScroll: true });
    event.preventDefault();
    this.picturePart.setPointerCapture(event.pointerId);
    const moved = (next) => move(at(next));
    this.picturePart.addEventListener("pointermove", moved);
    this.picturePart.addEventListener("lostpointercapture", () => this.picturePart.removeEventListener("pointermove", moved), { once: true });
  }

  /** What a drag that begins at `start` moves. */
  #mover(start, tag) {
    if (this.mode === "focus") return (point) => this.#focusOn(point);
    if (tag) {
      return (point) => {
        tag.at = this.#taken(point.map((number) => clamp(number, 0, 1)));
        this.#place();
      };
    }
    const [left, top] = this.#crop ?? WHOLE;
    return ([x, y]) => this.ratio && this.#moveTo([left + x - start[0], top + y - start[1]]);
  }

  #key(event) {
    const { target, key } = event;
    if (target === this.framePart && "+=-".includes(key)) {
      event.preventDefault();
      this.#resize(this.size + (key === "-" ? -0.05 : 0.05));
      return;
    }
    if (!(key in ARROWS)) return;
    event.preventDefault();
    const [x, y] = ARROWS[key];
    const step = (target === this.focusPart ? 0.05 : 0.01) * (event.shiftKey ? 5 : 1);
    const moved = ([left, top]) => [clamp(left + x * step, 0, 1), clamp(top + y * step, 0, 1)];
    if (target === this.framePart) this.#moveTo(moved(this.#crop ?? WHOLE));
    else if (target === this.focusPart) this.#focusOn(moved(this.#focusShown));
    else {
      const tag = this.tags[[...this.pointsPart.children].indexOf(target)];
      tag.at = this.#taken(moved(this.#shown(tag.at)));
      this.#place();
    }
  }
}

function put(element, x, y) {
  element.style.left = `${x}%`;
  element.style.top = `${y}%`;
}

/** The picture, upright and no larger than the screen needs: from the chosen file, else as the server keeps it. */
async function loaded(file, url) {
  const picture = (file && (await decoded(URL.createObjectURL(file), true))) || (await decoded(url, false));
  if (!picture) throw new Error("no picture");
  const canvas = document.createElement("canvas");
  draw(canvas, picture, 0, null, LARGEST);
  return canvas;
}

async function decoded(url, isOurs) {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
    return picture;
  } catch {
    return null;
  } finally {
    if (isOurs) URL.revokeObjectURL(url);
  }
}

customElements.define("photo-editor", PhotoEditor);
