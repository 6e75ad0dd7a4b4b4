// A world that runs: nodes around, clients in the middle, messages on their way. The reader takes nodes down, cuts the
// network, turns time back and does it differently. What is shown is a run of the simulator, played back.
import {
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Clock, useClock } from './clock.tsx';
import { countUntil, nodeAt, type Operation } from './moments.ts';
import { Ring } from './Ring.tsx';
import type { Ran } from './run.ts';
import type { Scene, SceneName } from './scenes.ts';
import {
  type Edit,
  firstSetting,
  isPast,
  readSetting,
  type Setting,
  settingText,
  withEdit,
} from './setting.ts';
import './world.css';

export interface WorldProps {
  /** What runs: `register` (five replicas and a client) or `election` (five voters and two candidates). */
  readonly protocol?: SceneName;
  /** As few controls as can be: for the front page. */
  readonly hero?: boolean;
  /** What has been done to it already: the text of an address. */
  readonly begin?: string;
}

let simulator: Promise<typeof import('./run.ts')> | undefined;

/** The simulator is fetched with the first world. */
const fetchSimulator = () => (simulator ??= import('./run.ts'));

/** The run is made longer when its end is near. */
const horizonMs = 3_000;
const longestMs = 30_000;

export function World({ protocol = 'register', hero = false, begin }: WorldProps): ReactNode {
  const { run, scenes } = use(fetchSimulator());
  const scene = scenes[protocol];
  const names = useMemo(() => [...scene.around, ...scene.middle], [scene]);
  const [setting, setSetting] = useState<Setting>(
    () => (begin === undefined ? undefined : readSetting(begin, names)) ?? firstSetting,
  );
  const [before, setBefore] = useState<Setting[]>([]);
  const [endMs, setEndMs] = useState(horizonMs);
  const [said, setSaid] = useState('');
  const ran = useMemo(() => run(protocol, setting, endMs), [run, protocol, setting, endMs]);
  const clock = useClock(endMs, { playsAtOnce: hero });
  const { atMs } = clock;
  useAddress(protocol, setting, names, (shared) => {
    setSetting(shared);
    setEndMs(Math.max(horizonMs, (shared.edits.at(-1)?.atMs ?? 0) + horizonMs));
  });

  useEffect(() => {
    if (atMs > endMs - horizonMs / 3 && endMs < longestMs) setEndMs(endMs + horizonMs);
  }, [atMs, endMs]);

  const change = (next: Setting, words: string) => {
    const isFork = isPast(setting, atMs);
    setBefore([...before, setting]);
    setSetting(next);
    setSaid(isFork ? `${words}. You changed the past: what came after it is another run.` : words);
  };
  const act = (edit: Edit, words: string) =>
    change(
      withEdit(setting, { ...edit, atMs: Math.round(atMs) }),
      `${Math.round(atMs)} ms: ${words}`,
    );

  const toggle = (node: string) => {
    const isDown = nodeAt(ran.moments, node, atMs).state === 'down';
    act(
      { do: isDown ? 'restart' : 'crash', node, atMs },
      isDown ? `${node} is back` : `${node} crashes`,
    );
  };
  const undo = () => {
    setSetting(before.at(-1)!);
    setBefore(before.slice(0, -1));
    setSaid('Back to the run before.');
  };
  const anew = () => {
    setBefore([...before, setting]);
    setSetting(firstSetting);
    setEndMs(horizonMs);
    clock.go(0);
    setSaid('A new run, from its beginning.');
  };

  return (
    <div
      className={`q-widget q-world${hero ? ' q-hero' : ''}`}
      role="group"
      aria-label={labels[protocol]}
    >
      <div className="q-stage">
        <Ring ran={ran} atMs={atMs} cut={cutAt(setting, atMs)} toggle={toggle} />
        <div className="q-beside">
          <Standing ran={ran} atMs={atMs} cut={cutAt(setting, atMs)} protocol={protocol} />
          {!hero && <Log ran={ran} atMs={atMs} />}
        </div>
      </div>
      <Clock clock={clock} endMs={endMs} marks={setting.edits.map((edit) => edit.atMs)} />
      <div className="q-tools">
        {!hero &&
          scene.asks.map(({ node, what, label }) => (
            <button
              key={label}
              type="button"
              onClick={() => act({ do: 'ask', node, what, atMs }, label)}
            >
              {label}
            </button>
          ))}
        <button type="button" onClick={anew}>
          Start anew
        </button>
        {!hero && (
          <button
            type="button"
            onClick={() =>
              change({ ...setting, seed: setting.seed + 1 }, 'Other chances, the same plan')
            }
          >
            Other chances
          </button>
        )}
        {before.length > 0 && (
          <button type="button" onClick={undo}>
            Undo
          </button>
        )}
        {!hero && <Share />}
      </div>
      {!hero && (
        <Controls scene={scene} ran={ran} atMs={atMs} setting={setting} act={act} change={change} />
      )}
      <p className="q-said q-small" role="status">
        {said || 'Click a node to take it down, and again to bring it back.'}
      </p>
    </div>
  );
}

const labels: Readonly<Record<SceneName, string>> = {
  register: 'A register with five replicas, running',
  election: 'An election with five voters and two candidates, running',
};

/** Who is cut off at a moment. */
function cutAt({ edits }: Setting, atMs: number): readonly string[] {
  const last = edits.findLast(
    (edit) => edit.atMs <= atMs && (edit.do === 'cut' || edit.do === 'mend'),
  );
  return last?.do === 'cut' ? last.away : [];
}

/** The world's state is in the page's address, so a run can be shared; one that comes with the address is run. */
function useAddress(
  protocol: SceneName,
  setting: Setting,
  names: readonly string[],
  open: (setting: Setting) => void,
): void {
  const opened = useRef(false);
  const openIt = useRef(open);
  openIt.current = open;
  useEffect(() => {
    if (!opened.current) {
      opened.current = true;
      const [, text] =
        new RegExp(`^#${protocol}=(.*)$`).exec(decodeURIComponent(location.hash)) ?? [];
      const shared = text === undefined ? undefined : readSetting(text, names);
      if (shared) return openIt.current(shared);
    }
    if (setting === firstSetting && !location.hash.startsWith(`#${protocol}=`)) return;
    const address = setting === firstSetting ? ' ' : `#${protocol}=${settingText(setting)}`;
    history.replaceState(history.state, '', address.trim() || location.pathname + location.search);
  }, [protocol, setting, names]);
}

function Share(): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" onClick={() => void copy()}>
      {isCopied ? 'Copied' : 'Copy a link to this run'}
    </button>
  );
}

interface StandingProps {
  readonly ran: Ran;
  readonly atMs: number;
  readonly cut: readonly string[];
  readonly protocol: SceneName;
}

/** Who reaches a majority, and what became of the newest questions. */
function Standing({ ran: { scene, moments }, atMs, cut, protocol }: StandingProps): ReactNode {
  const { around, middle } = scene;
  const asked = moments.operations.filter(({ askedMs }) => askedMs <= atMs).slice(-4);
  const isUp = (node: string) => nodeAt(moments, node, atMs).state === 'up';
  return (
    <div className="q-standing">
      {middle.map((node) => {
        const isHere = cut.includes(node);
        const reached = around.filter((other) => isUp(other) && cut.includes(other) === isHere);
        return (
          <Reach
            key={node}
            node={node}
            isUp={isUp(node)}
            reached={reached.length}
            of={around.length}
            otherwise={otherwise[protocol]}
          />
        );
      })}
      <ul aria-label="What was asked">
        {asked.map((operation) => (
          <Answer
            key={`${operation.askedMs} ${operation.label}`}
            operation={operation}
            atMs={atMs}
          />
        ))}
      </ul>
    </div>
  );
}

const otherwise: Readonly<Record<SceneName, string>> = {
  register: 'It waits, rather than give a wrong answer.',
  election: 'It goes on asking.',
};

interface ReachProps {
  readonly node: string;
  readonly isUp: boolean;
  readonly reached: number;
  readonly of: number;
  readonly otherwise: string;
}

function Reach({ node, isUp, reached, of, otherwise }: ReachProps): ReactNode {
  const majority = Math.floor(of / 2) + 1;
  const isEnough = isUp && reached >= majority;
  return (
    <p className={isEnough ? 'q-enough' : 'q-short'}>
      <b>{isUp ? `${node} reaches ${reached} of ${of}` : `${node} does nothing now`}</b>
      {isEnough ? ': a majority.' : isUp ? `: ${majority} are needed. ${otherwise}` : '.'}
    </p>
  );
}

function Answer({ operation, atMs }: { operation: Operation; atMs: number }): ReactNode {
  const { label, askedMs, answeredMs, value } = operation;
  const isDone = answeredMs !== undefined && answeredMs <= atMs;
  const waitedMs = Math.round((isDone ? answeredMs : atMs) - askedMs);
  return (
    <li className={isDone ? 'q-good' : waitedMs > 150 ? 'q-waits q-long' : 'q-waits'}>
      <span aria-hidden="true">{isDone ? '✓' : '…'}</span> {label}
      {isDone && value !== undefined && ` → ${value}`}{' '}
      <span className="q-small">
        {isDone ? `after ${waitedMs} ms` : `waiting for ${waitedMs} ms`}
      </span>
    </li>
  );
}

const linesMax = 9;

function Log({ ran: { moments }, atMs }: { ran: Ran; atMs: number }): ReactNode {
  const count = countUntil(moments.lines, atMs);
  const lines = moments.lines.slice(Math.max(0, count - linesMax), count);
  return (
    <ol className="q-lines" aria-label="What happened last">
      {lines.map(({ atMs: at, node, text, isBad }, index) => (
        <li key={count - lines.length + index} className={isBad ? 'q-bad' : ''}>
          <time>{Math.round(at)} ms</time> <b>{node}</b> {text}
        </li>
      ))}
    </ol>
  );
}

interface ControlsProps {
  readonly scene: Scene;
  readonly ran: Ran;
  readonly atMs: number;
  readonly setting: Setting;
  readonly act: (edit: Edit, words: string) => void;
  readonly change: (setting: Setting, words: string) => void;
}

function Controls({ scene, ran, atMs, setting, act, change }: ControlsProps): ReactNode {
  const nodes = [...scene.around, ...scene.middle];
  const [away, setAway] = useState<readonly string[]>([]);
  const cut = cutAt(setting, atMs);
  const legend = useId();
  const flip = useCallback(
    (node: string) =>
      setAway((now) => (now.includes(node) ? now.filter((each) => each !== node) : [...now, node])),
    [],
  );
  return (
    <details className="q-more">
      <summary>Crash, pause, cut, lose, delay</summary>
      <div className="q-controls">
        <table aria-label="Nodes">
          <tbody>
            {nodes.map((node) => {
              const { state } = nodeAt(ran.moments, node, atMs);
              const isDown = state === 'down';
              const isPaused = state === 'paused';
              return (
                <tr key={node}>
                  <th scope="row">{node}</th>
                  <td>
                    <button
                      type="button"
                      onClick={() =>
                        act(
                          { do: isDown ? 'restart' : 'crash', node, atMs },
                          isDown ? `${node} is back` : `${node} crashes`,
                        )
                      }
                    >
                      {isDown ? 'Restart' : 'Crash'}
                      <span className="sr-only"> {node}</span>
                    </button>
                  </td>
                  <td>
                    <button
                      type="button"
                      disabled={isDown}
                      onClick={() =>
                        act(
                          { do: isPaused ? 'resume' : 'pause', node, atMs },
                          isPaused ? `${node} goes on` : `${node} pauses`,
                        )
                      }
                    >
                      {isPaused ? 'Resume' : 'Pause'}
                      <span className="sr-only"> {node}</span>
                    </button>
                  </td>
                  <td>
                    <label>
                      <input
                        type="checkbox"
                        checked={away.includes(node)}
                        onChange={() => flip(node)}
                      />{' '}
                      other side<span className="sr-only"> of the cut: {node}</span>
                    </label>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <fieldset aria-labelledby={legend}>
          <p id={legend}>The network</p>
          <button
            type="button"
            disabled={away.length === 0 || away.length === nodes.length}
            onClick={() =>
              act({ do: 'cut', away, atMs }, `the network is cut: ${away.join(' ')} apart`)
            }
          >
            Cut off the other side
          </button>{' '}
          <button
            type="button"
            disabled={cut.length === 0}
            onClick={() => act({ do: 'mend', atMs }, 'the network is whole again')}
          >
            Mend it
          </button>
          <Slide
            label="Lost"
            unit="%"
            max={60}
            value={setting.loss}
            set={(loss) =>
              change({ ...setting, loss }, `${loss} % are lost, from the beginning on`)
            }
          />
          <Slide
            label="Delay"
            unit=" ms at most"
            min={3}
            max={120}
            value={setting.delayMs}
            set={(delayMs) =>
              change(
                { ...setting, delayMs },
                `Up to ${delayMs} ms under way, from the beginning on`,
              )
            }
          />
          <p className="q-small">Both hold for the whole run, from its beginning.</p>
        </fieldset>
      </div>
    </details>
  );
}

interface SlideProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly set: (value: number) => void;
}

function Slide({ label, unit, value, min = 0, max, set }: SlideProps): ReactNode {
  return (
    <label className="q-slide">
      <span>{label}</span>
      <input
        type="range"
        aria-label={label}
        min={min}
        max={max}
        value={value}
        onChange={({ target }) => set(Number(target.value))}
      />
      <output>
        {value}
        {unit}
      </output>
    </label>
  );
}
