// Buttons to step, play and scrub.
import type { ReactNode } from 'react';
import type { Player } from './player.ts';

interface TransportProps {
  readonly player: Player;
  /** What is stepped through: "Step of the story". */
  readonly label: string;
}

export function Transport({ player, label }: TransportProps): ReactNode {
  const { at, first, last, isPlaying, speed } = player;
  return (
    <div className="q-transport">
      <Icon label="To the start" path="M1 2h2v12H1zM14 2v12L4 8z" act={() => player.go(first)} />
      <Icon label="One step back" path="M12 2v12L3 8z" act={() => player.step(-1)} />
      <Icon
        label={isPlaying ? 'Pause' : 'Play'}
        path={isPlaying ? 'M3 2h3.5v12H3zM9.5 2H13v12H9.5z' : 'M3 1v14l11-7z'}
        act={player.toggle}
      />
      <Icon label="One step on" path="M4 2v12l9-6z" act={() => player.step(1)} />
      <Icon label="To the end" path="M2 2v12l10-6zM13 2h2v12h-2z" act={() => player.go(last)} />
      <input
        type="range"
        aria-label={label}
        min={first}
        max={last}
        value={at}
        onChange={({ target }) => player.go(Number(target.value))}
      />
      <output>
        {at} of {last}
      </output>
      <label className="q-speed">
        <span className="sr-only">Speed</span>
        <select value={speed} onChange={({ target }) => player.setSpeed(Number(target.value))}>
          <option value={0.5}>half speed</option>
          <option value={1}>speed 1</option>
          <option value={2}>speed 2</option>
          <option value={4}>speed 4</option>
        </select>
      </label>
    </div>
  );
}

interface IconProps {
  readonly label: string;
  readonly path: string;
  readonly act: () => void;
}

const Icon = ({ label, path, act }: IconProps): ReactNode => (
  <button type="button" className="q-icon" aria-label={label} title={label} onClick={act}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} />
    </svg>
  </button>
);
