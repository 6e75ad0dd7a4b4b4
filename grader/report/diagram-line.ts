// One line of the diagram: characters in columns, each with its style, lifelines first and what happens drawn over them.
import type { NodeId } from '../sim/index.ts';
import { markOf } from './event-text.ts';
import type { Row } from './layout.ts';
import type { Lifeline } from './lifelines.ts';
import type { Style, Styles } from './styles.ts';

/** Where things stand: the column of each lifeline, and where the words begin. */
export interface Grid {
  readonly lifelines: readonly number[];
  readonly text: number;
  readonly textWidth: number;
}

const glyphs = {
  up: { line: '│', right: '├', left: '┤', cross: '┼' },
  busy: { line: '┃', right: '┠', left: '┨', cross: '╂' },
  // A node that is down leaves a gap.
  down: { line: ' ', right: ' ', left: ' ', cross: ' ' },
  paused: { line: '║', right: '╟', left: '╢', cross: '╫' },
} as const satisfies Record<Lifeline, Record<string, string>>;

export class DiagramLine {
  readonly #grid: Grid;
  readonly #lifelines: readonly Lifeline[];
  readonly #cells: { text: string; style: Style | undefined }[];

  constructor(grid: Grid, lifelines: readonly Lifeline[]) {
    this.#grid = grid;
    this.#lifelines = lifelines;
    this.#cells = Array.from({ length: grid.text }, () => ({ text: ' ', style: undefined }));
    lifelines.forEach((lifeline, index) => {
      const style = lifeline === 'busy' ? 'cyan' : 'dim';
      this.put(grid.lifelines[index]!, glyphs[lifeline].line, style);
    });
  }

  put(column: number, text: string, style?: Style): this {
    Array.from(text).forEach((character, index) => {
      this.#cells[column + index] = { text: character, style };
    });
    return this;
  }

  /** A mark on the lifeline of a node. */
  mark(node: number, glyph: string, style: Style): this {
    return this.put(this.#grid.lifelines[node]!, glyph, style);
  }

  /**
   * From sender to addressee; not all of the way for what was lost on it, and only a start for what just leaves. Dashed
   * where the message was under way while its sender went on.
   */
  arrow(row: Row): this {
    const { event } = row;
    const [from, to] = event.kind === 'send' ? [row.at!, row.peer!] : [row.peer!, row.at!];
    const { style } = markOf(event);
    const isDashed = row.isLate || (event.kind === 'receive' && event.repeated);
    const step = from < to ? 1 : -1;
    const start = this.#grid.lifelines[from]!;
    const head = this.#headColumn(event.kind, from, to, step);

    for (let column = start + step; column !== head; column += step) {
      this.#shaft(column, isDashed ? '╌' : '─', style);
    }
    const tail = glyphs[this.#lifelines[from]!];
    this.put(start, step > 0 ? tail.right : tail.left, style);
    return this.put(head, event.kind === 'lost' ? '✗' : step > 0 ? '►' : '◄', style);
  }

  #headColumn(kind: Row['event']['kind'], from: number, to: number, step: 1 | -1): number {
    const { lifelines } = this.#grid;
    if (kind === 'send') return lifelines[from]! + 2 * step;
    const end = lifelines[to]! - step;
    if (kind !== 'lost' || this.#lifelines[to] === 'down') return end;
    return end - step * (Math.abs(end - lifelines[to - step]!) > 3 ? 2 : 1);
  }

  /** A line through all lifelines, open between the groups of a partition. */
  across(groups: readonly (readonly NodeId[])[] | undefined, nodes: readonly NodeId[]): this {
    const { lifelines } = this.#grid;
    for (let column = lifelines[0]!; column <= lifelines.at(-1)!; column++) {
      this.#shaft(column, '╌', 'yellow');
    }
    nodes.slice(1).forEach((node, index) => {
      const [left, right] = [lifelines[index]!, lifelines[index + 1]!];
      const isOpen = groups && !groups.some((g) => g.includes(node) && g.includes(nodes[index]!));
      if (isOpen) this.put(left + 1, '/'.padStart((right - left) / 2).padEnd(right - left - 1));
    });
    return this;
  }

  #shaft(column: number, shaft: string, style: Style): void {
    const crossed = this.#lifelines[this.#grid.lifelines.indexOf(column)] ?? 'down';
    const { cross } = glyphs[crossed];
    this.put(column, cross === ' ' ? shaft : cross, style);
  }

  /** Goes on behind all columns. */
  words(text: string, style?: Style): this {
    this.#cells.push({ text, style });
    return this;
  }

  text(styles: Styles): string {
    const cells = this.#cells;
    while (cells.at(-1)?.text === ' ') cells.pop();
    let line = '';
    for (let index = 0; index < cells.length;) {
      const { style } = cells[index]!;
      let run = '';
      for (; index < cells.length && cells[index]!.style === style; index++) {
        run += cells[index]!.text;
      }
      line += style === undefined ? run : styles[style](run);
    }
    return line;
  }
}
