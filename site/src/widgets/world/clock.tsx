// The time of a world on a page: much slower than its own, so that messages are seen on their way.
import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface WorldClock {
  readonly atMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  go(toMs: number): void;
  toggle(): void;
  setSpeed(speed: number): void;
}

export const slower = 20;
/** Milliseconds of the world in one of the reader's. */
const rate = 1 / slower;
/** Where motion is not wanted, time goes in steps. */
const calmStepMs = 600;

interface ClockOptions {
  readonly startMs?: number;
  readonly playsAtOnce?: boolean;
}

export function useClock(
  endMs: number,
  { startMs = 0, playsAtOnce = false }: ClockOptions,
): WorldClock {
  const [atMs, setAtMs] = useState(startMs);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const end = useRef(endMs);
  end.current = endMs;

  useEffect(() => {
    if (playsAtOnce && !isCalm()) setPlaying(true);
  }, [playsAtOnce]);

  useEffect(() => {
    if (!isPlaying) return undefined;
    const forward = (byMs: number) =>
      setAtMs((now) => Math.min(now + byMs * rate * speed, end.current));
    if (isCalm()) {
      const timer = setInterval(() => forward(calmStepMs), calmStepMs);
      return () => clearInterval(timer);
    }
    let last = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      // A page that was hidden does not catch up.
      forward(Math.min(now - last, 100));
      last = now;
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, speed]);

  return {
    atMs,
    isPlaying,
    speed,
    go(toMs) {
      setAtMs(Math.min(Math.max(0, toMs), endMs));
    },
    toggle: () => setPlaying(!isPlaying),
    setSpeed,
  };
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface ClockProps {
  readonly clock: WorldClock;
  readonly endMs: number;
  /** Moments at which the reader did something. */
  readonly marks: readonly number[];
  /** To play and to scrub, and no more. */
  readonly isPlain?: boolean;
}

const stepMs = 5;

export function Clock({ clock, endMs, marks, isPlain = false }: ClockProps): ReactNode {
  const { atMs, isPlaying, speed } = clock;
  const step = (by: number) => {
    if (isPlaying) clock.toggle();
    clock.go(atMs + by);
  };
  return (
    <div className="q-transport">
      <button type="button" onClick={clock.toggle}>
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      {!isPlain && <Steps step={step} />}
      <span className="q-timeline">
        <input
          type="range"
          aria-label="Time of the world, in milliseconds"
          min={0}
          max={endMs}
          value={Math.round(atMs)}
          onChange={({ target }) => clock.go(Number(target.value))}
        />
        {marks.map((mark, index) => (
          <i key={index} style={{ left: `${(100 * mark) / endMs}%` }} />
        ))}
      </span>
      <output>{Math.round(atMs)} ms</output>
      {!isPlain && <Speed speed={speed} set={clock.setSpeed} />}
    </div>
  );
}

const Steps = ({ step }: { readonly step: (by: number) => void }): ReactNode => (
  <>
    <button type="button" onClick={() => step(-stepMs)} aria-label={`${stepMs} ms back`}>
      −{stepMs}
    </button>
    <button type="button" onClick={() => step(stepMs)} aria-label={`${stepMs} ms on`}>
      +{stepMs}
    </button>
  </>
);

interface SpeedProps {
  readonly speed: number;
  readonly set: (speed: number) => void;
}

const Speed = ({ speed, set }: SpeedProps): ReactNode => (
  <label className="q-speed">
    <span className="sr-only">Speed</span>
    <select value={speed} onChange={({ target }) => set(Number(target.value))}>
      <option value={0.3}>slow</option>
      <option value={1}>speed 1</option>
      <option value={3}>fast</option>
      <option value={10}>faster</option>
    </select>
  </label>
);
