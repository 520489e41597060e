/* Pan and zoom of an SVG by pointer, wheel, pinch and call. While a hand moves it, the drawing is shifted as a picture, which
   costs nothing; when the hand rests, it is drawn anew where it is. May touch: the elements it is given. */

const REST = 140; // milliseconds without a move, after which it is drawn anew
const MARGIN = 0.25; // of the frame, drawn beyond each of its sides (the style sheet makes the SVG that much larger)

export class Camera {
  /** @param {HTMLElement} frame that clips @param {SVGSVGElement} view @param {SVGGElement} world @param {() => void} moved */
  constructor(frame, view, world, moved = () => {}) {
    Object.assign(this, { frame, view, world, moved, x: 0, y: 0, scale: 1, width: 1, height: 1, pointers: new Map(), dragged: false, rest: 0 });
    this.drawn = { x: 0, y: 0, scale: 1 };
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - left, event.clientY - top, true);
    }, { passive: false });
    frame.addEventListener("pointerdown", (event) => {
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.dragged = false;
    });
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const kind of ["pointerup", "pointercancel", "pointerleave"]) frame.addEventListener(kind, (event) => this.pointers.delete(event.pointerId));
  }

  /** Say how large the frame is: read once by who watches it, since reading it makes the browser lay out the page. */
  resize(width, height) {
    Object.assign(this, { width, height });
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (!this.dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
    if (!this.dragged) this.frame.setPointerCapture(event.pointerId);
    this.dragged = true;
    if (others.length) {
      const [other] = others;
      const ratio = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      const { left, top } = this.frame.getBoundingClientRect();
      this.zoom(ratio, (now.x + other.x) / 2 - left, (now.y + other.y) / 2 - top, true);
    } else this.pan(now.x - before.x, now.y - before.y, true);
    this.pointers.set(event.pointerId, now);
  }

  pan(dx, dy, byHand = false) {
    this.x += dx;
    this.y += dy;
    this.paint(byHand);
  }

  /** Zoom by a factor about a point of the frame, between a twentieth and eight times. */
  zoom(factor, x = this.width / 2, y = this.height / 2, byHand = false) {
    const scale = Math.min(8, Math.max(0.05, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.paint(byHand);
  }

  /** Return the scale that shows an extent whole, not larger than `most` times its own size. */
  fitting({ w, h }, most = 1.35, margin = 14) {
    return Math.max(0.05, Math.min(most, (this.width - 2 * margin) / Math.max(1, w), (this.height - 2 * margin) / Math.max(1, h)));
  }

  /** Show an extent whole. */
  fit(extent) {
    this.scale = this.fitting(extent);
    this.x = this.width / 2 - (extent.x + extent.w / 2) * this.scale;
    this.y = this.height / 2 - (extent.y + extent.h / 2) * this.scale;
    this.paint();
  }

  /** Bring a point of the world into view if it is not. */
  reveal({ x, y }) {
    const [px, py] = [x * this.scale + this.x, y * this.scale + this.y];
    const dx = px < 80 ? 80 - px : px > this.width - 80 ? this.width - 80 - px : 0;
    const dy = py < 60 ? 60 - py : py > this.height - 60 ? this.height - 60 - py : 0;
    if (dx || dy) this.pan(dx, dy);
  }

  paint(byHand = false) {
    clearTimeout(this.rest);
    const { drawn } = this;
    const ratio = this.scale / drawn.scale;
    const [dx, dy] = [this.x - drawn.x * ratio, this.y - drawn.y * ratio];
    const far = Math.abs(dx) > this.width * MARGIN || Math.abs(dy) > this.height * MARGIN || ratio > 1.6 || ratio < 0.7;
    if (!byHand || far) this.draw();
    else {
      this.view.style.transform = `translate(${dx}px, ${dy}px) scale(${ratio})`;
      this.rest = setTimeout(() => this.draw(), REST);
    }
    this.moved();
  }

  draw() {
    this.drawn = { x: this.x, y: this.y, scale: this.scale };
    this.view.style.transform = "";
    this.world.setAttribute("transform", `translate(${(this.x + this.width * MARGIN).toFixed(1)} ${(this.y + this.height * MARGIN).toFixed(1)}) scale(${this.scale.toFixed(4)})`);
  }
}
