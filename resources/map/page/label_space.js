// Keeps names from lying over each other and over marks.

export class LabelSpace {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.boxes = [];
  }

  /** Take a box, whatever lies there. */
  block(x, y, width, height) {
    this.boxes.push({ x, y, right: x + width, bottom: y + height });
  }

  /** Take a box if it is free and inside; tell whether it was. */
  take(x, y, width, height) {
    const [right, bottom] = [x + width, y + height];
    const inside = x >= 0 && y >= 0 && right <= this.width && bottom <= this.height;
    const free = this.boxes.every(
      (one) => one.right <= x || one.x >= right || one.bottom <= y || one.y >= bottom,
    );
    if (inside && free) this.block(x, y, width, height);
    return inside && free;
  }
}
