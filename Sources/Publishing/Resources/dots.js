// Draws points pixel by pixel, where no graphics processor does it: a million in a tenth of a second.
class DotLayer {
  constructor(points, order) { Object.assign(this, { points, order, isLost: false }); }

  // Gives points other colors, three bytes each; those not in `marks` are pale.
  color(bytes, marks) { Object.assign(this, { bytes, marks }); }

  // The points as a picture of the view's part of the plane.
  draw(view, ratio, look) {
    const width = Math.max(1, Math.round(view.width * ratio)), height = Math.max(1, Math.round(view.height * ratio));
    const pixels = new Uint8ClampedArray(4 * width * height);
    if (look.hasPale) this.stamp(pixels, width, height, view, ratio, DotLayer.disc(look.radius * ratio, look.paleOpacity), 0, Coloring.parts(look.pale));
    this.stamp(pixels, width, height, view, ratio, DotLayer.disc(look.radius * ratio, look.opacity), 1, null);
    DotLayer.divideByOpacity(pixels);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
    return canvas;
  }

  // How much a disc covers of each pixel around its middle, as opacity from 0 to 256.
  static disc(radius, opacity) {
    const reach = Math.ceil(radius), side = 2 * reach + 1, cover = new Uint16Array(side * side);
    for (let k = 0; k < cover.length; k++) {
      const away = Math.hypot(k % side - reach, Math.floor(k / side) - reach);
      cover[k] = Math.round(256 * opacity * Math.max(0, Math.min(1, radius + 0.5 - away)));
    }
    return { reach, side, cover };
  }

  // Puts a disc at each point whose mark is `mark`, over what is there; colors are multiplied by their opacity.
  stamp(pixels, width, height, view, ratio, { reach, side, cover }, mark, tint) {
    const { points: { x, y }, order, bytes, marks } = this;
    const scaleX = view.scaleX * ratio, scaleY = view.scaleY * ratio;
    const left = width / 2 - view.x * scaleX, top = height / 2 + view.y * scaleY;
    for (let n = 0; n < order.length; n++) {
      const i = order[n];
      if (marks[i] !== mark) continue;
      const px = Math.floor(left + x[i] * scaleX) - reach, py = Math.floor(top - y[i] * scaleY) - reach;
      if (!(px > -side && py > -side && px < width && py < height)) continue;
      const red = tint ? tint[0] : bytes[3 * i], green = tint ? tint[1] : bytes[3 * i + 1], blue = tint ? tint[2] : bytes[3 * i + 2];
      for (let row = Math.max(0, -py); row < Math.min(side, height - py); row++) {
        for (let column = Math.max(0, -px); column < Math.min(side, width - px); column++) {
          const over = cover[row * side + column];
          if (!over) continue;
          const place = 4 * ((py + row) * width + px + column), under = 256 - over;
          pixels[place] = (red * over + pixels[place] * under) >> 8;
          pixels[place + 1] = (green * over + pixels[place + 1] * under) >> 8;
          pixels[place + 2] = (blue * over + pixels[place + 2] * under) >> 8;
          pixels[place + 3] = (255 * over + pixels[place + 3] * under) >> 8;
        }
      }
    }
  }

  static divideByOpacity(pixels) {
    for (let place = 0; place < pixels.length; place += 4) {
      const opacity = pixels[place + 3];
      if (!opacity) continue;
      for (let channel = 0; channel < 3; channel++) pixels[place + channel] = pixels[place + channel] * 255 / opacity;
    }
  }
}
