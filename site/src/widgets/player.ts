// A cursor that steps, and plays by itself. Shared by all that shows something going by.
import { useEffect, useState } from 'react';

export interface Player {
  readonly at: number;
  readonly first: number;
  readonly last: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Goes there, and stays. */
  go(to: number): void;
  step(by: number): void;
  toggle(): void;
  setSpeed(speed: number): void;
}

/** Between two steps, at the speed 1. */
const stepMs = 900;

export function usePlayer(first: number, last: number, start: number): Player {
  const [at, setAt] = useState(start);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const bounded = (to: number) => Math.min(Math.max(to, first), last);

  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setAt((now) => Math.min(now + 1, last)), stepMs / speed);
    return () => clearInterval(timer);
  }, [isPlaying, speed, last]);

  useEffect(() => {
    if (at >= last) setPlaying(false);
  }, [at, last]);

  const go = (to: number) => {
    setPlaying(false);
    setAt(bounded(to));
  };
  return {
    at: bounded(at),
    first,
    last,
    isPlaying,
    speed,
    go,
    step: (by) => go(at + by),
    toggle() {
      if (!isPlaying && at >= last) setAt(first);
      setPlaying(!isPlaying);
    },
    setSpeed,
  };
}

/** What a key does to a player; true where it did something. */
export function handleKey(player: Player, key: string): boolean {
  switch (key) {
    case 'ArrowLeft':
      player.step(-1);
      return true;
    case 'ArrowRight':
      player.step(1);
      return true;
    case 'Home':
      player.go(player.first);
      return true;
    case 'End':
      player.go(player.last);
      return true;
    case ' ':
      player.toggle();
      return true;
    default:
      return false;
  }
}
