// Two groups of members, to be dragged apart; what they may lose; and how often they are up.
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Cross, Tick } from '../glyphs.tsx';
import {
  availability,
  firstOf,
  type Group,
  lastOf,
  majorityOf,
  moved,
  nextFree,
  percent,
  shared,
  sharedAtLeast,
} from './groups.ts';
import './overlap.css';

interface OverlapProps {
  readonly members?: number | string;
  /** Sizes of the two groups, `2 3`; majorities, where absent. */
  readonly sizes?: string;
}

const membersMax = 9;

export function Overlap({ members: given = 5, sizes }: OverlapProps): ReactNode {
  const [members, setMembers] = useState(Number(given));
  const majority = majorityOf(members);
  const [sizeA = majority, sizeB = majority] = sizes?.split(' ').map(Number) ?? [];
  const [a, setA] = useState<Group>(firstOf(sizeA));
  const [b, setB] = useState<Group>(lastOf(members, sizeB));

  const resize = (count: number) => {
    const size = (group: Group) =>
      group.length === majority ? majorityOf(count) : Math.min(group.length, count);
    setMembers(count);
    setA(firstOf(size(a)));
    setB(lastOf(count, size(b)));
  };
  const both = shared(a, b);
  const least = sharedAtLeast(members, a.length, b.length);

  return (
    <div className="q-widget q-overlap" role="group" aria-label="Two groups, to be dragged apart">
      <p className="q-title">Try to drag the two groups apart.</p>
      <div className="q-sliders">
        <Count label="Members" min={1} max={membersMax} value={members} set={resize} />
        <Count
          label="Group A"
          min={1}
          max={members}
          value={a.length}
          set={(size) => setA(firstOf(size))}
        />
        <Count
          label="Group B"
          min={1}
          max={members}
          value={b.length}
          set={(size) => setB(lastOf(members, size))}
        />
      </div>
      <Rows members={members} a={a} b={b} both={both} setA={setA} setB={setB} />
      <p className={both.length > 0 ? 'q-good' : 'q-bad'} role="status">
        {both.length > 0 ? <Tick /> : <Cross />}{' '}
        {both.length > 0
          ? `They share ${both.map((member) => `n${member + 1}`).join(' and ')}.`
          : 'They share nobody: each could act without the other knowing.'}{' '}
        {least > 0
          ? `${a.length} + ${b.length} is more than ${members}: wherever they are, they share at least ${least}.`
          : `${a.length} + ${b.length} is not more than ${members}: there is room for both.`}
      </p>
      <Availability members={members} sizes={[a.length, b.length]} />
    </div>
  );
}

interface CountProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly set: (value: number) => void;
}

const Count = ({ label, min, max, value, set }: CountProps): ReactNode => (
  <label className="q-count">
    <span>{label}</span>
    <input
      type="range"
      aria-label={label}
      min={min}
      max={max}
      value={value}
      onChange={({ target }) => set(Number(target.value))}
    />
    <output>{value}</output>
  </label>
);

interface RowsProps {
  readonly members: number;
  readonly a: Group;
  readonly b: Group;
  readonly both: Group;
  readonly setA: (group: Group) => void;
  readonly setB: (group: Group) => void;
}

const pitch = 46;
const left = 30;
const rowY = { a: 22, nodes: 64, b: 106 };

/** The members in a row; above and below them the tokens of the groups, which can be moved to any free place. */
function Rows({ members, a, b, both, setA, setB }: RowsProps): ReactNode {
  const width = left + pitch * members;
  const svg = useRef<SVGSVGElement>(null);
  const dragged = useRef<{ name: 'a' | 'b'; member: number }>(undefined);
  const x = (member: number) => left + pitch * (member + 0.5);

  const placeAt = (clientX: number) => {
    const box = svg.current!.getBoundingClientRect();
    const at = ((clientX - box.left) / box.width) * width;
    return Math.min(members - 1, Math.max(0, Math.floor((at - left) / pitch)));
  };
  const move = (name: 'a' | 'b', from: number, to: number) => {
    const [group, set] = name === 'a' ? [a, setA] : [b, setB];
    const next = moved(group, from, to);
    if (next !== group) set(next);
    return next !== group;
  };
  const drag = (event: React.PointerEvent) => {
    const token = dragged.current;
    if (!token) return;
    const to = placeAt(event.clientX);
    if (move(token.name, token.member, to)) dragged.current = { ...token, member: to };
  };

  return (
    <svg
      ref={svg}
      className="q-rows"
      style={{ maxWidth: 1.35 * width }}
      viewBox={`0 0 ${width} 130`}
      role="group"
      aria-label="Members in a row; arrow keys move a token of a group"
      onPointerMove={drag}
      onPointerUp={() => (dragged.current = undefined)}
      onPointerLeave={() => (dragged.current = undefined)}
    >
      <text className="q-row-name" x="4" y={rowY.a + 5}>
        A
      </text>
      <text className="q-row-name" x="4" y={rowY.b + 5}>
        B
      </text>
      {firstOf(members).map((member) => (
        <g key={member} className={both.includes(member) ? 'q-member q-both' : 'q-member'}>
          {a.includes(member) && <line x1={x(member)} x2={x(member)} y1={rowY.a} y2={rowY.nodes} />}
          {b.includes(member) && <line x1={x(member)} x2={x(member)} y1={rowY.b} y2={rowY.nodes} />}
          <circle cx={x(member)} cy={rowY.nodes} r="17" />
          <text x={x(member)} y={rowY.nodes + 5}>
            n{member + 1}
          </text>
        </g>
      ))}
      {(['a', 'b'] as const).flatMap((name) => {
        const group = name === 'a' ? a : b;
        return group.map((member, index) => {
          const onKeyDown = (event: KeyboardEvent) => {
            const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
            if (by === undefined) return;
            event.preventDefault();
            const to = nextFree(group, member, by, members);
            if (!move(name, member, to)) return;
            // The token keeps the focus: the order of the others may have changed.
            const place = moved(group, member, to).indexOf(to);
            requestAnimationFrame(() =>
              svg.current?.querySelectorAll<SVGElement>(`.q-token-${name}`)[place]?.focus(),
            );
          };
          return (
            <g
              key={`${name}${index}`}
              className={`q-chip q-token-${name}`}
              transform={`translate(${x(member)} ${rowY[name]})`}
              tabIndex={0}
              role="slider"
              aria-label={`Group ${name.toUpperCase()}, token ${index + 1}`}
              aria-valuemin={1}
              aria-valuemax={members}
              aria-valuenow={member + 1}
              aria-valuetext={`n${member + 1}`}
              onKeyDown={onKeyDown}
              onPointerDown={(event) => {
                event.currentTarget.releasePointerCapture(event.pointerId);
                dragged.current = { name, member };
              }}
            >
              {name === 'a' ? (
                <circle r="12" />
              ) : (
                <rect x="-11" y="-11" width="22" height="22" rx="3" />
              )}
              <text y="4.5">{name.toUpperCase()}</text>
            </g>
          );
        });
      })}
    </svg>
  );
}

const chart = { width: 320, height: 150, left: 38, bottom: 24, top: 8 };
const downMax = 0.5;

/** What a group may lose, and how often enough are up. */
function Availability({
  members,
  sizes: [a, b],
}: {
  readonly members: number;
  readonly sizes: readonly [number, number];
}): ReactNode {
  const [down, setDown] = useState(0.1);
  const curves = [
    { name: 'A', needed: a, of: members },
    ...(b === a ? [] : [{ name: 'B', needed: b, of: members }]),
    { name: 'one', needed: 1, of: 1 },
  ];
  const x = (share: number) => chart.left + ((chart.width - chart.left - 8) * share) / downMax;
  const y = (share: number) => chart.top + (chart.height - chart.top - chart.bottom) * (1 - share);
  const path = (needed: number, of: number) =>
    Array.from({ length: 41 }, (_, index) => (downMax * index) / 40)
      .map((share, index) => {
        const at = `${x(share).toFixed(1)} ${y(availability(of, needed, share)).toFixed(1)}`;
        return `${index === 0 ? 'M' : 'L'}${at}`;
      })
      .join('');
  const who = a === b ? 'Either group' : 'Group A';
  return (
    <div className="q-availability">
      <div>
        <p>
          {who} goes on while at most <b>{members - a}</b> of {members} are down
          {a === b ? '.' : `; group B, ${members - b}.`}
        </p>
        <label className="q-count">
          <span>Each is down</span>
          <input
            type="range"
            min={0}
            max={50}
            value={Math.round(down * 100)}
            onChange={({ target }) => setDown(Number(target.value) / 100)}
          />
          <output>{Math.round(down * 100)} %</output>
        </label>
        <ul>
          <li>
            {a === b ? `${a} of ${members}` : `Group A, ${a} of ${members},`} are up{' '}
            <b>{percent(availability(members, a, down))}</b> of the time
          </li>
          {b !== a && (
            <li>
              Group B, {b} of {members}, are up <b>{percent(availability(members, b, down))}</b>
            </li>
          )}
          <li>
            a single node is up <b>{percent(1 - down)}</b>
          </li>
        </ul>
        <p className="q-small">If each fails by itself. Nodes of one rack do not.</p>
      </div>
      <svg
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        role="img"
        aria-label="How often enough members are up, over how often each is down; the numbers stand beside it"
      >
        <path className="q-axis" d={`M${x(0)} ${y(1)}V${y(0)}H${x(downMax)}`} />
        {[0, 0.5, 1].map((share) => (
          <text key={share} className="q-scale" x={chart.left - 5} y={y(share) + 4}>
            {100 * share} %
          </text>
        ))}
        {[0, 0.25, 0.5].map((share) => (
          <text
            key={share}
            className={share === downMax ? 'q-scale' : 'q-scale q-below'}
            x={x(share)}
            y={chart.height - 8}
          >
            {100 * share} %
          </text>
        ))}
        {curves.map(({ name, needed, of }) => (
          <path key={name} className={`q-curve q-curve-${name}`} d={path(needed, of)} />
        ))}
        <line className="q-at" x1={x(down)} x2={x(down)} y1={y(1)} y2={y(0)} />
        {curves.map(({ name, needed, of }) => (
          <circle key={name} cx={x(down)} cy={y(availability(of, needed, down))} r="4" />
        ))}
      </svg>
    </div>
  );
}
