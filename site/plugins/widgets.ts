// Where the widgets are, as `@widgets`.
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
        },
      },
    }),
  };
}
