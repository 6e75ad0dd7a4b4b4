// The picture of a world at a moment: a ring of nodes that can be taken down, messages as dots on their way.
import type { KeyboardEvent, ReactNode } from 'react';
import type { Stage } from '../../../../grader/scenes/index.ts';
import { type Flight, type Moments, nodeAt } from './moments.ts';

interface RingProps {
  readonly stage: Stage;
  readonly moments: Moments;
  readonly atMs: number;
  /** Who is cut off. */
  readonly cut: readonly string[];
  readonly toggle: (node: string) => void;
}

const width = 420;
const height = 360;
const radius = 26;

export function Ring({ stage, moments, atMs, cut, toggle }: RingProps): ReactNode {
  const places = placesOf(stage);
  const flying = moments.flights.filter(({ sentMs, endMs }) => sentMs <= atMs && atMs < endMs);
  const names = [...stage.around, ...stage.middle];
  return (
    <svg className="q-ring" viewBox={`0 0 ${width} ${height}`} aria-label="The nodes" role="group">
      {names.map((one, index) =>
        names.slice(index + 1).map((other) => {
          const areAlike = stage.around.includes(one) === stage.around.includes(other);
          if (areAlike && !(stage.arePeers && stage.around.includes(one))) return null;
          const isCut = cut.includes(one) !== cut.includes(other);
          const [a, b] = [places.get(one)!, places.get(other)!];
          return (
            <line
              key={`${one}${other}`}
              className={isCut ? 'q-link q-cut' : 'q-link'}
              x1={a.x}
              y1={a.y}
              x2={b.x}
              y2={b.y}
            />
          );
        }),
      )}
      {flying.map((flight) => (
        <Dot
          key={`${flight.from}${flight.to}${flight.type}${flight.sentMs}`}
          flight={flight}
          isQuestion={stage.questions.includes(flight.type)}
          places={places}
          atMs={atMs}
        />
      ))}
      {names.map((node) => {
        const { state, holds } = nodeAt(moments, node, atMs);
        const at = places.get(node)!;
        const onKeyDown = (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          toggle(node);
        };
        return (
          <g
            key={node}
            className={`q-disc q-${state}${cut.includes(node) ? ' q-away' : ''}`}
            transform={`translate(${at.x} ${at.y})`}
            role="button"
            tabIndex={0}
            aria-pressed={state === 'down'}
            aria-label={`${[node, state === 'up' ? holds : state].filter(Boolean).join(' ')}: ${state === 'down' ? 'bring it back' : 'take it down'}`}
            onClick={() => toggle(node)}
            onKeyDown={onKeyDown}
          >
            <circle r={radius + 6} className="q-halo" />
            {stage.around.includes(node) ? (
              <circle r={radius} />
            ) : (
              <rect
                x={-radius - 14}
                y={-radius + 4}
                width={2 * radius + 28}
                height={2 * radius - 8}
                rx="6"
              />
            )}
            {state === 'down' && <path className="q-dead" d="M-11 -11l22 22m0 -22l-22 22" />}
            {state === 'paused' && <path className="q-dead" d="M-5 -9v18m10 -18v18" />}
            <text
              className="q-id"
              y={at.y < height / 2 && stage.around.includes(node) ? -radius - 8 : radius + 17}
            >
              {node}
              {state === 'up' ? '' : ` ${state}`}
            </text>{' '}
            {state === 'up' && (
              <text className="q-holds" y="6">
                {holds}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function placesOf({ around, middle }: Stage): Map<string, Point> {
  const [x, y] = [width / 2, height / 2 + 4];
  const places = new Map<string, Point>();
  around.forEach((node, index) => {
    const angle = (2 * Math.PI * index) / around.length - Math.PI / 2;
    places.set(node, { x: x + 152 * Math.cos(angle), y: y + 126 * Math.sin(angle) });
  });
  middle.forEach((node, index) => {
    places.set(node, { x: x + 104 * (index - (middle.length - 1) / 2), y: y + 4 });
  });
  return places;
}

interface DotProps {
  readonly flight: Flight;
  readonly isQuestion: boolean;
  readonly places: ReadonlyMap<string, Point>;
  readonly atMs: number;
}

/** Lost messages get half of the way; questions and answers are told apart by their shape. */
function Dot({
  flight: { from, to, type, sentMs, endMs, lost },
  isQuestion,
  places,
  atMs,
}: DotProps): ReactNode {
  const share = (atMs - sentMs) / Math.max(1, endMs - sentMs);
  const way = lost === undefined ? share : Math.min(share, 0.5);
  const [a, b] = [places.get(from)!, places.get(to)!];
  const [x, y] = [a.x + (b.x - a.x) * way, a.y + (b.y - a.y) * way];
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      <title>{`${type} from ${from} to ${to}${lost === undefined ? '' : `: ${lost}`}`}</title>
      {lost !== undefined && share >= 0.5 ? (
        <path className="q-gone" d="M-6 -6l12 12m0 -12l-12 12" />
      ) : isQuestion ? (
        <circle className="q-message" r="6" />
      ) : (
        <rect
          className="q-message q-reply"
          x="-5.5"
          y="-5.5"
          width="11"
          height="11"
          transform="rotate(45)"
        />
      )}
    </g>
  );
}
