// What the server would refuse is refused here, before it is sent, with the same words; what is only too large is shrunk.

const SHRUNK_SIDE = 4096;
const TYPE = "image/jpeg";
const QUALITY = 0.9;

export class PhotoProblem extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * The file to send, and whether it is a smaller copy. `limits` are those of the server: bytes, side, ratio, and
 * megapixels by format. Throws PhotoProblem with the code of one of its refusals.
 */
export async function checked(file, limits) {
  if (!file.size) throw new PhotoProblem("empty");
  const format = formatOf(new Uint8Array(await file.slice(0, 32).arrayBuffer()));
  if (!format) throw new PhotoProblem("wrong_type");
  const picture = await opened(file);
  const [width, height] = picture ? [picture.naturalWidth, picture.naturalHeight] : [0, 0];
  if (Math.max(width, height) > limits.ratio * Math.min(width, height)) throw new PhotoProblem("too_narrow");
  const hasManyPixels = Math.max(width, height) > limits.side || width * height > limits.megapixels[format] * 1e6;
  if (file.size <= limits.bytes && !hasManyPixels) return { file, isShrunk: false };
  const smaller = picture && (await shrunk(picture, file.name, limits.bytes));
  if (!smaller) throw new PhotoProblem(hasManyPixels ? "too_many_pixels" : "too_large");
  return { file: smaller, isShrunk: true };
}

/** By the first bytes, never by the name. */
export function formatOf(bytes) {
  const text = String.fromCharCode(...bytes);
  if (text.startsWith("\xff\xd8\xff")) return "JPEG";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "PNG";
  if (text.startsWith("GIF8")) return "GIF";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "WebP";
  if (text.slice(4, 8) !== "ftyp") return "";
  const brands = text.slice(8);
  if (/avi[fs]/.test(brands)) return "AVIF";
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands) ? "HEIC" : "";
}

/** The picture, upright, or null when this browser cannot read it: then the server decides. */
async function opened(file) {
  const url = URL.createObjectURL(file);
  const picture = new Image();
  try {
    await new Promise((resolve, reject) => {
      picture.onload = resolve;
      picture.onerror = reject;
      picture.src = url;
    });
    return picture;
  } catch {
    return null;
  } finally {
    // Its pixels are read later, from what the picture holds.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}

async function shrunk(picture, name, most) {
  for (let side = SHRUNK_SIDE; side >= 1024; side /= 2) {
    const scale = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.naturalWidth * scale);
    canvas.height = Math.round(picture.naturalHeight * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return null;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    try {
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    } catch {
      return null;
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, TYPE, QUALITY));
    if (blob && blob.size <= most) return new File([blob], name.replace(/(\.\w+)?$/, ".jpg"), { type: TYPE });
  }
  return null;
}
