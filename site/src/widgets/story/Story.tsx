// A story, played back: the space-time diagram, its log in words, and what the nodes hold at the cursor.
import { Fragment, type ReactNode, use, useEffect, useMemo, useRef } from 'react';
import {
  changeText,
  foldedText,
  repeatsText,
  rowText,
} from '../../../../grader/report/event-text.ts';
import { type Layout, layoutOf, type Row } from '../../../../grader/report/layout.ts';
import { valueText } from '../../../../grader/report/value-text.ts';
import { handleKey, type Player, usePlayer } from '../player.ts';
import { Cross, Tick } from '../glyphs.tsx';
import { Transport } from '../Transport.tsx';
import { fetchStory } from './load.ts';
import { fieldsOf, fieldsOnDisk, stillPaths } from './fields.ts';
import { memoriesAt, type NodeMemory } from './memory.ts';
import { Picture, rowHeight } from './Picture.tsx';
import type { StoryName, ToldStory } from './told.ts';
import './story.css';

export interface StoryOptions {
  /** Instead of the story's own. */
  readonly title?: string;
  /** Where the cursor begins: at the end, where what broke is seen, unless told otherwise. */
  readonly start?: 'first' | 'last';
}

/** A story that was told ahead: of a wrong answer, or of the reference. */
export function Story({ title, start, ...name }: StoryName & StoryOptions): ReactNode {
  return (
    <PlayedStory
      story={use(fetchStory(name))}
      {...(title === undefined ? {} : { title })}
      {...(start === undefined ? {} : { start })}
    />
  );
}

/** Rows of a page. Of a longer story the end is shown. */
const rowsMax = 120;

type Played = Pick<ToldStory, 'title' | 'promises' | 'nodes' | 'trace' | 'what' | 'missed'>;

export function PlayedStory({
  story,
  title = story.title,
  start = 'last',
  isTitled = false,
}: { readonly story: Played; readonly isTitled?: boolean } & StoryOptions): ReactNode {
  const layout = useMemo(
    () =>
      layoutOf(story.trace, {
        nodes: story.nodes,
        rowsMax,
        whole: true,
        missed: story.missed ?? false,
      }),
    [story],
  );
  const { rows, rowsLeftOut } = layout;
  const [first, last] = [rows[0]?.number ?? 1, rows.at(-1)?.number ?? 1];
  const player = usePlayer(first, last, start === 'first' ? first : last);
  const memories = useMemo(
    () => memoriesAt(story.trace, layout, player.at),
    [story, layout, player.at],
  );
  const leftOut = foldedText(layout);
  const still = useMemo(() => stillPaths(story.trace), [story]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isTaken = (event.target as Element).closest('input, select, button') !== null;
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken) return;
    if (handleKey(player, event.key)) event.preventDefault();
  };

  return (
    <figure className="q-widget q-story" aria-label={title} onKeyDown={onKeyDown}>
      <figcaption>
        {!isTitled && <p className="q-title">{title}</p>}
        {story.what !== undefined && (
          <p className={player.at === last ? 'q-what' : 'q-what q-not-yet'}>
            <Cross /> {story.what}
          </p>
        )}
        {rowsLeftOut > 0 && <p className="q-small">The first {rowsLeftOut} events are left out.</p>}
      </figcaption>
      <Transport player={player} label="Step of the story" />
      <Scroll player={player} first={first} nodes={layout.nodes.length}>
        <Heads layout={layout} />
        <Lanes promises={story.promises} layout={layout} at={player.at} />
        <Picture
          layout={layout}
          at={player.at}
          label="Space-time diagram; the list beside it tells the same in words"
        />
        <Log layout={layout} player={player} />
      </Scroll>
      <p className="q-spoken" aria-live={player.isPlaying ? 'off' : 'polite'}>
        {spoken(layout, player.at)}
      </p>
      {leftOut !== '' && <p className="q-small">{leftOut}</p>}
      <Memory memories={memories} still={still} />
      <Promises promises={story.promises} isBroken={brokenAt(rows) === player.at} />
    </figure>
  );
}

const brokenAt = (rows: readonly Row[]): number | undefined =>
  rows.findLast(({ event }) => event.kind === 'broken')?.number;

/** Keeps the cursor in sight, without moving the page. */
function Scroll({
  player,
  first,
  nodes,
  children,
}: {
  readonly player: Player;
  readonly first: number;
  readonly nodes: number;
  readonly children: ReactNode;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const middle = rowHeight * (player.at - first + 0.5) - element.clientHeight / 2;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ top: middle, behavior: isCalm ? 'auto' : 'smooth' });
  }, [player.at, first]);
  return (
    <div
      ref={box}
      className="q-scroll"
      style={{ '--nodes': nodes } as object}
      tabIndex={0}
      role="group"
      aria-label="The story; left and right step through it, space plays it"
    >
      {children}
    </div>
  );
}

/** The names stay in sight while the story is scrolled. */
const Heads = ({ layout: { nodes } }: { readonly layout: Layout }): ReactNode => (
  <div className="q-heads" aria-hidden="true">
    {nodes.map(({ id, role }, index) => (
      <span key={id}>
        <small>{role === nodes[index - 1]?.role ? '' : role}</small>
        {id}
      </span>
    ))}
  </div>
);

/** A lane a promise, from the top down to where it breaks. */
function Lanes({
  promises,
  layout: { rows, rowsLeftOut },
  at,
}: {
  readonly promises: readonly string[];
  readonly layout: Layout;
  readonly at: number;
}): ReactNode {
  const broken = brokenAt(rows);
  const height = rowHeight * rows.length;
  const y = (row: number) => rowHeight * (row - rowsLeftOut - 0.5);
  return (
    <svg className="q-lanes" width={10 * promises.length + 8} height={height} aria-hidden="true">
      {promises.map((promise, index) => {
        const x = 10 * index + 8;
        const breaks = index === 0 && broken !== undefined && at >= broken;
        return (
          <g key={promise}>
            <title>{promise}</title>
            <line className="q-keeps" x1={x} x2={x} y1={0} y2={y(at) - (breaks ? 9 : 0)} />
            {breaks && (
              <g transform={`translate(${x} ${y(at)})`}>
                <circle className="q-breaks" r="7" />
                <path className="q-cross" d="M-3 -3l6 6m0 -6l-6 6" />
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Promises({
  promises,
  isBroken,
}: {
  readonly promises: readonly string[];
  readonly isBroken: boolean;
}): ReactNode {
  if (promises.length === 0) return null;
  return (
    <ul className="q-promises" aria-label="Promises that are watched">
      {promises.map((promise, index) => {
        const breaks = index === 0 && isBroken;
        return (
          <li key={promise} className={breaks ? 'q-bad' : 'q-good'}>
            {breaks ? <Cross /> : <Tick />} {promise}
            <span className="q-small">{breaks ? ': broken here' : ': kept so far'}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Log({ layout, player }: { readonly layout: Layout; readonly player: Player }): ReactNode {
  return (
    <ol className="q-log">
      {layout.rows.map((row) => (
        <li
          key={row.number}
          className={[
            `q-${row.event.kind}`,
            row.matters ? '' : 'q-aside',
            row.number === player.at ? 'q-now' : row.number > player.at ? 'q-future' : '',
          ].join(' ')}
          style={{ height: rowHeight }}
          {...(row.number === player.at ? { 'aria-current': 'step' } : {})}
          onClick={() => player.go(row.number)}
        >
          <span>
            <span className="q-number">{row.number}</span>
            {row.repeats && <em>After {row.repeats.rows} repeats: </em>}
            {layout.timed && <time>{row.event.atMs} ms </time>}
            <b>{who(row, layout)}</b> {rowText(row, 84)}
            <Change row={row} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Change({ row }: { readonly row: Row }): ReactNode {
  const text = changeText(row, 60);
  return text === '' ? null : <span className="q-change"> · {text}</span>;
}

/** The node, or both ends of a message. */
function who({ at, peer, event }: Row, { nodes }: Layout): string {
  if (at === undefined) return '';
  const here = nodes[at]!.id;
  if (peer === undefined) return here;
  return event.kind === 'send' ? `${here}→${nodes[peer]!.id}` : `${nodes[peer]!.id}→${here}`;
}

function spoken(layout: Layout, at: number): string {
  const row = layout.rows.find(({ number }) => number === at);
  if (!row) return '';
  const gap = row.repeats ? `after ${repeatsText(row)}: ` : '';
  return `${at}: ${gap}${who(row, layout)} ${rowText(row, 200)}`;
}

interface MemoryProps {
  readonly memories: readonly NodeMemory[];
  /** Parts that are left out. */
  readonly still: ReadonlySet<string>;
}

function Memory({ memories, still }: MemoryProps): ReactNode {
  return (
    <>
      <div className="q-memory">
        {memories.map(({ id, role, memory, disk, changed }) => (
          <section key={id} className={changed.size > 0 ? 'q-node q-touched' : 'q-node'}>
            <p className="q-node-name">
              {id} <span className="q-small">{role}</span>
            </p>
            <dl>
              {!memory && (
                <div className="q-bad">
                  <dt>down</dt>
                  <dd>its memory is lost</dd>
                </div>
              )}
              {[...(memory ? fieldsOf(memory) : []), ...fieldsOnDisk(disk)]
                .filter(({ path }) => !still.has(path))
                .map(({ path, value }) => (
                  <Field key={path} name={path} value={value} isNew={changed.has(path)} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      {still.size > 0 && (
        <p className="q-small">Parts that are the same on all nodes, all the time, are left out.</p>
      )}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly value: unknown;
  readonly isNew: boolean;
}

const Field = ({ name, value, isNew }: FieldProps): ReactNode => (
  <div className={isNew ? 'q-new' : ''}>
    <dt>
      {name.split('.').map((part, index) => (
        <Fragment key={index}>
          {index > 0 && '.'}
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </dt>{' '}
    <dd>{value === undefined ? 'nothing' : valueText(value, 100)}</dd>
  </div>
);
