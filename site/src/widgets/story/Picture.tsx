// The space-time diagram: time runs down, a lifeline a node, messages slanted from where they were sent to where they
// arrive. Columns are shares of the width, so one picture fits every screen; rows are as high as the lines of the log.
import { type ReactNode, useId } from 'react';
import { type Layout, leavesIn, type Row } from '../../../../grader/report/layout.ts';

export const rowHeight = 38;

interface PictureProps {
  readonly layout: Layout;
  /** The row at the cursor. */
  readonly at: number;
  readonly label: string;
}

export function Picture({ layout, at, label }: PictureProps): ReactNode {
  const { nodes, rows, rowsLeftOut } = layout;
  const id = useId();
  const height = rowHeight * rows.length;
  const place: Place = {
    x: (node) => (100 * (node + 0.5)) / nodes.length,
    y: (row) => rowHeight * (row - rowsLeftOut - 0.5),
    id,
  };
  const veil = place.y(at) + rowHeight / 2;
  return (
    <svg className="q-picture" width="100%" height={height} role="img" aria-label={label}>
      <defs>
        {['', ' q-lost', ' q-aside'].map((kind) => (
          <marker
            key={kind}
            id={`${id}${kind.trim()}`}
            viewBox="0 0 10 10"
            refX="12"
            refY="5"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path className={`q-tip${kind}`} d="M0 1l10 4l-10 4z" />
          </marker>
        ))}
      </defs>
      <rect
        className="q-now"
        x="0"
        width="100%"
        y={place.y(at) - rowHeight / 2}
        height={rowHeight}
      />
      <Gaps rows={rows} place={place} />
      <Partitions layout={layout} place={place} />
      {nodes.map(({ id: node }, index) => (
        <g key={node}>
          <Lifelines index={index} layout={layout} place={place} />
        </g>
      ))}
      {rows.map((row) => (
        <g
          key={row.number}
          className={`q-event q-${row.event.kind}${row.matters ? '' : ' q-aside'}`}
        >
          <Happening row={row} rows={rows} place={place} count={nodes.length} />
        </g>
      ))}
      <rect className="q-veil" x="0" width="100%" y={veil} height={Math.max(0, height - veil)} />
    </svg>
  );
}

interface Place {
  /** In hundredths of the width. */
  readonly x: (node: number) => number;
  readonly y: (row: number) => number;
  readonly id: string;
}

const Lifelines = ({
  index,
  layout: { rows },
  place: { x, y },
}: {
  readonly index: number;
  readonly layout: Layout;
  readonly place: Place;
}): ReactNode => {
  const parts: ReactNode[] = [];
  let [from, kind] = [0, rows[0]?.before[index] ?? 'up'];
  const end = (to: number) => {
    if (to <= from) return;
    const at = `${x(index)}%`;
    parts.push(
      <line key={from} className={`q-life q-${kind}`} x1={at} x2={at} y1={from} y2={to} />,
    );
  };
  for (const row of rows) {
    const next = row.after[index]!;
    if (next === kind) continue;
    end(y(row.number));
    [from, kind] = [y(row.number), next];
  }
  end(rowHeight * rows.length);
  return parts;
};

/** Where rows are left out that repeat earlier ones. */
const Gaps = ({
  rows,
  place: { y },
}: {
  readonly rows: readonly Row[];
  readonly place: Place;
}): ReactNode =>
  rows.slice(1).map(({ number, repeats }) => {
    if (!repeats) return null;
    const at = y(number) - rowHeight / 2;
    return <line key={number} className="q-gap" x1="0" x2="100%" y1={at} y2={at} />;
  });

/** From a partition to the next change of the network: a wall between neighbours that can't hear each other. */
const Partitions = ({
  layout: { rows, nodes },
  place: { x, y },
}: {
  readonly layout: Layout;
  readonly place: Place;
}): ReactNode => {
  const changes = rows.filter(({ event }) => event.kind === 'network');
  return changes.map((row, index) => {
    const { event } = row;
    if (event.kind !== 'network' || !event.groups) return null;
    const together = (a: string, b: string) =>
      event.groups!.some((group) => group.includes(a) && group.includes(b));
    const next = changes[index + 1]?.number ?? rows.at(-1)!.number + 0.5;
    const [top, end] = [y(row.number), y(next)];
    return (
      <g key={row.number}>
        <rect className="q-partition" x="0" width="100%" y={top} height={Math.max(0, end - top)} />
        {nodes.slice(1).map(({ id }, left) => {
          if (together(id, nodes[left]!.id)) return null;
          const at = `${(x(left) + x(left + 1)) / 2}%`;
          return <line key={id} className="q-cut" x1={at} x2={at} y1={top} y2={end} />;
        })}
      </g>
    );
  });
};

interface HappeningProps {
  readonly row: Row;
  readonly rows: readonly Row[];
  readonly place: Place;
  readonly count: number;
}

function Happening({ row, rows, place, count }: HappeningProps): ReactNode {
  const { event, at, peer, number } = row;
  const y = place.y(number);
  if (event.kind === 'network') return <line className="q-cut" x1="0" x2="100%" y1={y} y2={y} />;
  if (event.kind === 'broken') return <BrokenHere row={row} place={place} count={count} />;
  if (at !== undefined && peer !== undefined && at !== peer) {
    return <Arrow row={row} rows={rows} place={place} />;
  }
  if (at === undefined) return null;
  return <Mark x={place.x(at)} y={y} shape={marks[event.kind]} />;
}

function BrokenHere({ row, place }: Omit<HappeningProps, 'rows'>): ReactNode {
  const y = place.y(row.number);
  return <line className="q-break" x1="0" x2="100%" y1={y} y2={y} />;
}

function Arrow({ row, rows, place }: Omit<HappeningProps, 'count'>): ReactNode {
  const { event, number } = row;
  const [from, to] = event.kind === 'send' ? [row.at!, row.peer!] : [row.peer!, row.at!];
  const leaves = event.kind === 'send' ? number : leavesIn(row, rows);
  const start = { x: place.x(from), y: place.y(leaves) };
  const end = { x: place.x(to), y: place.y(number) };
  const share = event.kind === 'send' ? 0.3 : event.kind === 'lost' ? lostShare(row, to) : 1;
  const tip = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
  const isLost = event.kind === 'lost';
  const isRepeated = event.kind === 'receive' && event.repeated;
  const head = isLost ? 'q-lost' : row.matters ? '' : 'q-aside';
  return (
    <>
      <line
        className={`q-shaft${isRepeated ? ' q-repeated' : ''}`}
        x1={`${start.x}%`}
        y1={start.y}
        x2={`${tip.x}%`}
        y2={tip.y}
        {...(isLost ? {} : { markerEnd: `url(#${place.id}${head})` })}
      />
      {isLost ? (
        <Mark x={tip.x} y={tip.y} shape={marks.lost} />
      ) : (
        share === 1 && <circle className="q-dot" cx={`${end.x}%`} cy={end.y} r="3.5" />
      )}
    </>
  );
}

/** A node that is down is reached, and nobody is there; all else is lost on the way. */
const lostShare = ({ before }: Row, to: number): number => (before[to] === 'down' ? 0.93 : 0.6);

/** A shape around the origin, at a share of the width. */
const Mark = ({ x, y, shape }: { x: number; y: number; shape: ReactNode }): ReactNode => (
  <svg x={`${x}%`} y={y} overflow="visible">
    {shape}
  </svg>
);

const clock = (
  <>
    <circle r="7" />
    <path className="q-hand" d="M0 -4v4h3" />
  </>
);

const loop = (
  <>
    <circle r="3.5" />
    <path className="q-loop" d="M2 -3q14 -10 14 2t-12 4" />
  </>
);

/** Requests come down from the application, outputs go up to it. */
const marks: Readonly<Record<Row['event']['kind'], ReactNode>> = {
  request: <path d="M-8 -6h16l-8 13z" />,
  emit: <path d="M-8 6h16l-8 -13z" />,
  timer: clock,
  clock,
  slow: clock,
  persist: <rect x="-6" y="-6" width="12" height="12" rx="1.5" />,
  note: <circle r="3" />,
  boot: (
    <>
      <circle r="7" />
      <path className="q-hand" d="M-3 2a3.5 3.5 0 1 0 0 -4m0 -2v2.5h2.5" />
    </>
  ),
  crash: <path className="q-cross" d="M-6 -6l12 12m0 -12l-12 12" />,
  lost: <path className="q-cross" d="M-5 -5l10 10m0 -10l-10 10" />,
  pause: <path className="q-cross" d="M-3 -6v12m6 -12v12" />,
  resume: <path d="M-4 -6v12l10 -6z" />,
  receive: loop,
  send: loop,
  network: null,
  broken: null,
};
