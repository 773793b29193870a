// The examples' pictures: many in each sheet, row by row. A sheet is decoded when one of its pictures is asked for.
class Pictures {
  constructor(sprite) {
    Object.assign(this, { width: sprite.width, height: sprite.height, columns: sprite.columns });
    // Files of earlier versions have one sheet.
    this.sources = sprite.sheets ?? [sprite.png];
    this.perSheet = sprite.perSheet ?? Infinity;
    this.sheets = new Map();
  }

  // The sheet that has the picture of point i, decoded.
  sheet(i) {
    const number = Math.floor(i / this.perSheet);
    if (!this.sheets.has(number)) {
      const image = new Image();
      image.src = "data:image/png;base64," + this.sources[number];
      this.sheets.set(number, image.decode().then(() => image));
    }
    return this.sheets.get(number);
  }

  place(i) {
    const place = i % this.perSheet;
    return [place % this.columns * this.width, Math.floor(place / this.columns) * this.height];
  }

  // A canvas with the picture of point i, about `side` pixels large, once its sheet is decoded.
  canvas(i, side) {
    const scale = Math.max(1, Math.round(side / Math.max(this.width, this.height)));
    const canvas = make("canvas", { width: this.width * scale, height: this.height * scale });
    this.sheet(i).then((sheet) => {
      const context = canvas.getContext("2d");
      context.imageSmoothingEnabled = false;
      context.drawImage(sheet, ...this.place(i), this.width, this.height, 0, 0, canvas.width, canvas.height);
    }).catch(() => {});
    return canvas;
  }

  // A canvas with the mean of the pictures of some points.
  async mean(indices, side) {
    const { width, height } = this, sums = new Float64Array(4 * width * height);
    const small = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    for (const i of indices) {
      small.drawImage(await this.sheet(i), ...this.place(i), width, height, 0, 0, width, height);
      const { data } = small.getImageData(0, 0, width, height);
      for (let k = 0; k < data.length; k++) sums[k] += data[k];
    }
    small.putImageData(new ImageData(Uint8ClampedArray.from(sums, (sum) => sum / Math.max(1, indices.length)), width, height), 0, 0);
    const scale = Math.max(1, Math.round(side / Math.max(width, height)));
    const canvas = make("canvas", { width: width * scale, height: height * scale }), context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
}
