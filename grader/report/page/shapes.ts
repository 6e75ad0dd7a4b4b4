// Shapes that several parts of a page draw.

export const round = (value: number): number => Math.round(value * 10) / 10;

export const cross = (x: number, y: number, size: number): string =>
  `<path class="cross" d="M${x - size} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}"/>`;
