// All that can be done to a world, in one place: for the keyboard, and for what a click on a node can't say.
import { type ReactNode, useCallback, useId, useState } from 'react';
import { type Moments, nodeAt } from './moments.ts';
import { cutAt, type Edit, type Setting } from './setting.ts';
import type { Stage } from '../../../../grader/scenes/index.ts';

interface ControlsProps {
  readonly stage: Stage;
  readonly moments: Moments;
  readonly atMs: number;
  readonly setting: Setting;
  readonly act: (edit: Edit, words: string) => void;
  readonly change: (setting: Setting, words: string) => void;
}

export function Controls({ stage, moments, atMs, setting, act, change }: ControlsProps): ReactNode {
  const nodes = [...stage.around, ...stage.middle];
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
              const { state } = nodeAt(moments, node, atMs);
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
