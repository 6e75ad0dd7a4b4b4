// A world that runs: nodes around, clients in the middle, messages on their way. The reader takes nodes down, cuts the
// network, turns time back and does it differently. What is shown is a run of the simulator, played back.
import stages from '@stages';
import { type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import type { Stage } from '../../../../grader/scenes/index.ts';
import { Clock, slower, useClock } from './clock.tsx';
import { Controls } from './Controls.tsx';
import type { Moments } from './moments.ts';
import { Ring } from './Ring.tsx';
import type { Wanted } from './run.ts';
import {
  cutAt,
  type Edit,
  firstSetting,
  isDownAt,
  isPast,
  readSetting,
  type Setting,
  settingText,
  withEdit,
} from './setting.ts';
import { keyOf, simulate } from './simulate.ts';
import { Log, Standing } from './Standing.tsx';
import './world.css';

export interface WorldProps {
  /** What runs, by its name in the `scenes.ts` of a chapter. The front page's own, where absent. */
  readonly protocol?: string;
  /** As few controls as can be: for the front page. */
  readonly hero?: boolean;
  /** What has been done to it already: the text of an address. */
  readonly begin?: string;
}

/** The run is made longer when its end is near. */
const horizonMs = 3_000;
const longestMs = 30_000;

export function World({ protocol = frontScene(), hero = false, begin }: WorldProps): ReactNode {
  const stage = stageOf(protocol);
  const startMs = hero ? (stage.front?.startMs ?? 0) : 0;
  const names = useMemo(() => [...stage.around, ...stage.middle], [stage]);
  const [setting, setSetting] = useState<Setting>(
    () => (begin === undefined ? undefined : readSetting(begin, names)) ?? firstSetting,
  );
  const [before, setBefore] = useState<Setting[]>([]);
  const [endMs, setEndMs] = useState(horizonMs);
  const [said, setSaid] = useState('');
  const moments = useMoments({ protocol, setting, endAtMs: endMs });
  const clock = useClock(endMs, { startMs, playsAtOnce: hero });
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
  const isDown = (node: string) => isDownAt(setting, node, Math.round(atMs));
  const toggle = (node: string) =>
    act(
      { do: isDown(node) ? 'restart' : 'crash', node, atMs },
      isDown(node) ? `${node} is back` : `${node} crashes`,
    );
  const undo = () => {
    setSetting(before.at(-1)!);
    setBefore(before.slice(0, -1));
    setSaid('Back to the run before.');
  };
  const anew = () => {
    setBefore([...before, setting]);
    setSetting(firstSetting);
    setEndMs(horizonMs);
    clock.go(startMs);
    setSaid('A new run, from its beginning.');
  };

  const cut = cutAt(setting, atMs);
  return (
    <div
      className={`q-widget q-world${hero ? ' q-hero' : ''}`}
      role="group"
      aria-label={stage.label}
    >
      {hero && (
        <p className="q-invites">
          {stage.front?.invites} <b>{stage.front?.action}</b>
        </p>
      )}
      <div className="q-stage">
        <Ring stage={stage} moments={moments} atMs={atMs} cut={cut} toggle={toggle} />
        <div className="q-beside">
          {stage.legend !== undefined && <p className="q-small">{stage.legend}</p>}
          <Standing stage={stage} moments={moments} atMs={atMs} cut={cut} askedMax={hero ? 5 : 4} />
          {!hero && <Log moments={moments} atMs={atMs} />}
        </div>
      </div>
      <Clock
        clock={clock}
        endMs={endMs}
        marks={setting.edits.map((edit) => edit.atMs)}
        isPlain={hero}
      />
      <div className="q-tools">
        {hero && <KillAndRevive nodes={stage.around} isDown={isDown} toggle={toggle} />}
        {stage.asks?.map(({ node, what, label }) => (
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
        <Controls
          stage={stage}
          moments={moments}
          atMs={atMs}
          setting={setting}
          act={act}
          change={change}
        />
      )}
      <p className="q-said q-small" role="status">
        {said || (hero ? '' : 'Click a node to take it down, and again to bring it back.')}
      </p>
      {hero && (
        <p className="q-small">
          {stage.front?.explains} What you see is a run of the simulator, {slower} times slower than
          it goes.
        </p>
      )}
    </div>
  );
}

function stageOf(protocol: string): Stage {
  const stage = stages[protocol];
  if (stage) return stage;
  throw new Error(`No scene is called "${protocol}", only ${Object.keys(stages).join(', ')}.`);
}

const frontScene = (): string =>
  Object.keys(stages).find((name) => stages[name]!.front) ?? 'the one with a front';

/** The newest run that is there: while another one is being made, the one before is shown. */
function useMoments(wanted: Wanted): Moments {
  const key = keyOf(wanted);
  const [first] = useState(() => simulate(wanted));
  const [shown, setShown] = useState({ key, moments: use(first) });
  useEffect(() => {
    if (key === shown.key) return undefined;
    let isWanted = true;
    void simulate(wanted).then((moments) => {
      if (isWanted) setShown({ key, moments });
    });
    return () => {
      isWanted = false;
    };
    // The key says all that `wanted` does.
  }, [key, shown.key]);
  return shown.moments;
}

interface KillAndReviveProps {
  readonly nodes: readonly string[];
  readonly isDown: (node: string) => boolean;
  readonly toggle: (node: string) => void;
}

function KillAndRevive({ nodes, isDown, toggle }: KillAndReviveProps): ReactNode {
  const up = nodes.find((node) => !isDown(node));
  const down = nodes.findLast(isDown);
  return (
    <>
      <button
        type="button"
        className="q-primary"
        disabled={up === undefined}
        onClick={() => up !== undefined && toggle(up)}
      >
        Kill a machine
      </button>
      <button
        type="button"
        disabled={down === undefined}
        onClick={() => down !== undefined && toggle(down)}
      >
        Bring one back
      </button>
    </>
  );
}

/** The world's state is in the page's address, so a run can be shared; one that comes with the address is run. */
function useAddress(
  protocol: string,
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
