// Draws very many points by WebGL, where a graphics processor does that. All scatters of a page share one drawing, for
// browsers allow only a few.
class Discs {
  static vertices = `
    attribute vec2 place; attribute vec4 color;
    uniform vec2 middle, scale; uniform float size, shade;
    varying vec4 shown;
    void main() {
      bool isDrawn = (color.a > 0.5) == (shade > 0.5);
      gl_Position = isDrawn ? vec4((place - middle) * scale, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
      gl_PointSize = size;
      shown = vec4(color.rgb, 1.0);
    }`;
  static fragments = `
    precision mediump float;
    uniform float across, opacity; uniform vec4 tint;
    varying vec4 shown;
    void main() {
      float away = length(gl_PointCoord - 0.5) * across;
      float cover = clamp(0.5 * across - away, 0.0, 1.0) * opacity;
      gl_FragColor = vec4(mix(shown.rgb, tint.rgb, tint.a), 1.0) * cover;
    }`;

  // Names of WebGL without a graphics processor, which takes longer than dots do.
  static software = /swiftshader|llvmpipe|software|basic render/i;

  // The drawing that is shared; null where the browser has no fast WebGL.
  static get shared() {
    if (Discs.made === undefined) {
      try {
        Discs.made = new Discs();
      } catch (error) {
        Discs.made = null;
      }
    }
    return Discs.made;
  }

  constructor() {
    this.canvas = document.createElement("canvas");
    const gl = this.gl = this.canvas.getContext("webgl", { antialias: false, depth: false, failIfMajorPerformanceCaveat: true });
    const names = gl?.getExtension("WEBGL_debug_renderer_info");
    if (!gl || Discs.software.test(names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : "")) throw new Error("no fast WebGL");
    const compiled = (kind, source) => {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      return shader;
    };
    const program = this.program = gl.createProgram();
    gl.attachShader(program, compiled(gl.VERTEX_SHADER, Discs.vertices));
    gl.attachShader(program, compiled(gl.FRAGMENT_SHADER, Discs.fragments));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  }

  attach(name, buffer, size, type, isShare) {
    const { gl } = this, place = gl.getAttribLocation(this.program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, isShare, 0, 0);
  }
}

// The points of one scatter there.
class DiscLayer {
  // Keeps the places of points, in an order in which none covers those of others.
  constructor(points, order) {
    Object.assign(this, { discs: Discs.shared, order, count: points.count });
    const { gl } = this.discs, places = new Float32Array(2 * points.count);
    for (let k = 0; k < order.length; k++) {
      places[2 * k] = points.x[order[k]];
      places[2 * k + 1] = points.y[order[k]];
    }
    this.places = gl.createBuffer();
    this.colors = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
    gl.bufferData(gl.ARRAY_BUFFER, places, gl.STATIC_DRAW);
  }

  get isLost() { return this.discs.gl.isContextLost(); }

  // Gives points other colors, three bytes each; those not in `marks` are pale.
  color(bytes, marks) {
    const { gl } = this.discs, colors = new Uint8Array(4 * this.count);
    for (let k = 0; k < this.count; k++) {
      const i = this.order[k];
      colors[4 * k] = bytes[3 * i];
      colors[4 * k + 1] = bytes[3 * i + 1];
      colors[4 * k + 2] = bytes[3 * i + 2];
      colors[4 * k + 3] = marks[i] ? 255 : 0;
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, this.colors);
    gl.bufferData(gl.ARRAY_BUFFER, colors, gl.STATIC_DRAW);
  }

  // The points as a picture of the view's part of the plane; to be used at once.
  draw(view, ratio, look) {
    const { gl, canvas, program } = this.discs;
    const width = Math.max(1, Math.round(view.width * ratio)), height = Math.max(1, Math.round(view.height * ratio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.useProgram(program);
    this.discs.attach("place", this.places, 2, gl.FLOAT, false);
    this.discs.attach("color", this.colors, 4, gl.UNSIGNED_BYTE, true);
    const uniform = (name) => gl.getUniformLocation(program, name), size = 2 * look.radius * ratio + 1;
    gl.uniform2f(uniform("middle"), view.x, view.y);
    gl.uniform2f(uniform("scale"), 2 * view.scaleX / view.width, 2 * view.scaleY / view.height);
    gl.uniform1f(uniform("size"), size);
    gl.uniform1f(uniform("across"), size);
    for (const isShown of look.hasPale ? [false, true] : [true]) {
      gl.uniform1f(uniform("shade"), isShown ? 1 : 0);
      gl.uniform1f(uniform("opacity"), isShown ? look.opacity : look.paleOpacity);
      gl.uniform4f(uniform("tint"), ...Coloring.parts(look.pale).map((part) => part / 255), isShown ? 0 : 1);
      gl.drawArrays(gl.POINTS, 0, this.count);
    }
    return canvas;
  }
}
