/** Limits the boxes that one question may make. Shared by the steps of a question; what goes beyond it becomes unknown. */
export interface Budget {
  /** Boxes that may still be made. */
  left: number;
  /** How often the limit was hit. */
  exceeded: number;
}

/** A budget of `boxes` boxes; the usual one makes a question take milliseconds. */
export function budget(boxes = 100_000): Budget {
  return { left: boxes, exceeded: 0 };
}

/** Takes `boxes` from the budget; false, and counted, when there are not as many left. */
export function spend(from: Budget, boxes: number): boolean {
  if (boxes > from.left) {
    from.left = 0;
    from.exceeded++;
    return false;
  }
  from.left -= boxes;
  return true;
}
