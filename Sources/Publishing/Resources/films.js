// Films that can be stopped and gone through picture by picture, where the browser gives a GIF's pictures; elsewhere they play.
class Film {
  constructor(image, decoder, count) {
    Object.assign(this, { decoder, count, place: 0, isPlaying: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    this.canvas = make("canvas", { width: image.naturalWidth, height: image.naturalHeight, className: "film" });
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", image.alt);
    this.slider = make("input", { type: "range", min: 0, max: count - 1, value: 0 });
    this.slider.setAttribute("aria-label", `Picture of the film ${image.alt}`);
    this.slider.addEventListener("input", () => {
      this.stop();
      this.show(Number(this.slider.value));
    });
    this.play = button("Pause", () => (this.isPlaying ? this.stop() : this.start()));
    this.told = make("span", { className: "hint" });
    const figure = make("figure", { className: "film" }, make("div", { className: "tools" }, this.play, this.slider, this.told));
    image.replaceWith(figure);
    figure.prepend(image, this.canvas);
    this.isPlaying ? this.start() : this.stop();
    this.show(0);
  }

  async show(place) {
    const { image } = await this.decoder.decode({ frameIndex: place });
    this.place = place;
    this.canvas.getContext("2d").drawImage(image, 0, 0, this.canvas.width, this.canvas.height);
    this.slider.value = place;
    this.told.textContent = `${place + 1} of ${this.count}`;
    const seconds = (image.duration ?? 200_000) / 1e6;
    image.close();
    return seconds;
  }

  start() {
    this.isPlaying = true;
    this.play.textContent = "Pause";
    const turn = this.turn = {};
    const next = async () => {
      if (this.turn !== turn) return;
      const seconds = await this.show((this.place + 1) % this.count);
      setTimeout(next, 1000 * seconds);
    };
    next();
  }

  stop() {
    this.isPlaying = false;
    this.turn = null;
    this.play.textContent = "Play";
  }

  static async make(image) {
    const letters = atob(image.src.slice(image.src.indexOf(",") + 1)), bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({ data: bytes, type: "image/gif" });
    await Promise.all([decoder.completed, image.decode()]);
    const { frameCount } = decoder.tracks.selectedTrack;
    if (frameCount > 1) new Film(image, decoder, frameCount);
  }
}
