// How a picture is turned and cropped, in numbers: the same rules as the server's. Points and windows are fractions.

export const RATIOS = { "3x4": 3 / 4, "4x5": 4 / 5, "1x1": 1, "5x4": 5 / 4, "4x3": 4 / 3 };

export const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** Where a point of the upright picture lies once that is turned by so many degrees clockwise. */
export function turnPoint([x, y], turn) {
  return { 0: [x, y], 90: [1 - y, x], 180: [1 - x, 1 - y], 270: [y, 1 - x] }[turn];
}

export const unturnPoint = (point, turn) => turnPoint(point, (360 - turn) % 360);

export function turnSize([width, height], turn) {
  return turn % 180 ? [height, width] : [width, height];
}

/** The window of a shape around a centre, as large as `size` (0 to 1) of the largest that fits; null for the whole. */
export function windowOf([width, height], ratio, [x, y], size) {
  if (!ratio) return null;
  const shape = (RATIOS[ratio] * height) / width;
  const wide = (shape > 1 ? 1 : shape) * size;
  const high = (shape > 1 ? 1 / shape : 1) * size;
  return [clamp(x - wide / 2, 0, 1 - wide), clamp(y - high / 2, 0, 1 - high), wide, high];
}

/** A point of the turned picture as a fraction of a window of it, and back. */
export const intoWindow = ([x, y], [left, top, width, height]) => [(x - left) / width, (y - top) / height];
export const outOfWindow = ([x, y], [left, top, width, height]) => [left + x * width, top + y * height];

/** Draw a window of a turned picture, no side longer than `longest` pixels. */
export function draw(canvas, source, turn, crop, longest) {
  const [left, top, width, height] = crop ?? [0, 0, 1, 1];
  const turned = turnSize([source.width, source.height], turn);
  const scale = Math.min(1, longest / Math.max(turned[0] * width, turned[1] * height));
  canvas.width = Math.max(1, Math.round(turned[0] * width * scale));
  canvas.height = Math.max(1, Math.round(turned[1] * height * scale));
  const pen = canvas.getContext("2d");
  pen.translate((turned[0] / 2 - left * turned[0]) * scale, (turned[1] / 2 - top * turned[1]) * scale);
  pen.rotate((turn * Math.PI) / 180);
  pen.scale(scale, scale);
  pen.drawImage(source, -source.width / 2, -source.height / 2);
}
