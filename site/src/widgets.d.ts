// `@widgets` is `src/widgets/index.tsx`: see plugins/widgets.ts. Pages give the widgets whatever MDX says.
declare module '@widgets' {
  import type { ComponentType } from 'react';

  type Widget = ComponentType<Record<string, unknown>>;
  export const Story: Widget;
  export const World: Widget;
  export const Rule: Widget;
  export const Predict: Widget;
  export const Quiz: Widget;
  export const Overlap: Widget;
  export const Exercise: Widget;
}
