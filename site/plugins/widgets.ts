// Where the widgets are, as `@widgets`; and what chapters bring for them, as judge/generate.mts has found it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { root } from './root.ts';

export default function widgets(): Plugin {
  const theirs = join(root, 'site/src/widgets/index.tsx');
  return {
    name: 'widgets',
    configureWebpack: () => ({
      resolve: {
        alias: {
          '@widgets':
            existsSync(theirs) && !process.env['SITE_NO_WIDGETS']
              ? theirs
              : join(root, 'site/src/near/none.tsx'),
          '@scenes': join(root, 'site/src/widgets/generated/scenes.ts'),
          '@stages': join(root, 'site/src/widgets/generated/stages.json'),
        },
      },
    }),
  };
}
