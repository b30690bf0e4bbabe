// Thumbhash: about 25 bytes to a small blurred picture, https://evanw.github.io/thumbhash/. Ours have no transparency.
const SIDE = 32;

// The waves of one channel, as many as lie in the upper left triangle; each is four bits of the hash.
function waves(nibbles, across, down, reach) {
  const found = [];
  for (let y = 0; y < down; y++) {
    for (let x = y ? 0 : 1; x * down < across * (down - y); x++) found.push([x, y, (nibbles.next().value / 7.5 - 1) * reach]);
  }
  return found;
}

function* fours(bytes) {
  for (const byte of bytes) yield* [byte & 15, byte >> 4];
}

// An ImageData of the hash (base64), or null for what is none.
export function decode(hash) {
  const bytes = Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0));
  if (bytes.length < 6) return null;
  const means = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
  const rest = bytes[3] | (bytes[4] << 8);
  const isWide = rest >> 15;
  const across = Math.max(3, isWide ? 7 : rest & 7);
  const down = Math.max(3, isWide ? rest & 7 : 7);
  const nibbles = fours(bytes.subarray(5));
  const lightness = waves(nibbles, across, down, ((means >> 18) & 31) / 31);
  // Colours come out a little paler than they were: a quarter more brings them back.
  const yellow = waves(nibbles, 3, 3, (((rest >> 3) & 63) / 63) * 1.25);
  const red = waves(nibbles, 3, 3, (((rest >> 9) & 63) / 63) * 1.25);
  const ratio = (isWide ? 7 : rest & 7) / (isWide ? rest & 7 : 7);
  const width = Math.round(ratio > 1 ? SIDE : SIDE * ratio);
  const height = Math.round(ratio > 1 ? SIDE / ratio : SIDE);
  const image = new ImageData(width, height);
  const table = (length) => Array.from({ length }, (_, at) => Array.from({ length: 7 }, (_, wave) => Math.cos((Math.PI / length) * (at + 0.5) * wave)));
  const [columns, rows] = [table(width), table(height)];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const value = (mean, list) => list.reduce((sum, [cx, cy, size]) => sum + size * columns[x][cx] * rows[y][cy] * 2, mean);
      const l = value((means & 63) / 63, lightness);
      const p = value(((means >> 6) & 63) / 31.5 - 1, yellow);
      const q = value(((means >> 12) & 63) / 31.5 - 1, red);
      const blue = l - (2 / 3) * p;
      const r = (3 * l - blue + q) / 2;
      image.data.set([255 * r, 255 * (r - q), 255 * blue, 255], at);
    }
  }
  return image;
}
