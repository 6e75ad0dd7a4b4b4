// Shapes that say what a colour says.
import type { ReactNode } from 'react';

export const Cross = (): ReactNode => (
  <svg className="q-glyph" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M2 2l8 8m0 -8l-8 8" />
  </svg>
);

export const Tick = (): ReactNode => (
  <svg className="q-glyph" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M1.5 6.5l3 3l6 -7" />
  </svg>
);
