// The site over `../chapters`. A new chapter needs no change here: pages, order, sidebar, progress and quoted code all come
// from the tree.
import type * as Preset from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import type { PrismTheme } from 'prism-react-renderer';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { chapterFrame } from './plugins/chapter-frame.ts';
import { frontMatterOf } from './plugins/front-matter.ts';
import { glossaryTerms } from './plugins/glossary-terms.ts';
import { quotedCode } from './plugins/quoted-code.ts';
import { apiSidebar, chaptersSidebar } from './plugins/sidebar.ts';
import { tableHeads } from './plugins/table-heads.ts';

/** Where the site is published. A build without these is for any web server's root. */
const url = process.env['SITE_URL'] ?? 'https://quorate.example';
const baseUrl = process.env['SITE_BASE_URL'] ?? '/';
/** The repository's page, where it has one. */
const repository = process.env['SITE_REPOSITORY_URL'];

/** Colours of code come from the style sheet, so that they follow the theme and pass its contrast. */
const codeColours: PrismTheme = {
  plain: {},
  styles: [
    { types: ['comment'], style: { color: 'var(--code-comment)', fontStyle: 'italic' } },
    { types: ['keyword', 'operator.arrow'], style: { color: 'var(--code-keyword)' } },
    { types: ['string', 'template-string'], style: { color: 'var(--code-string)' } },
    { types: ['number', 'boolean', 'constant'], style: { color: 'var(--code-number)' } },
    { types: ['function', 'method'], style: { color: 'var(--code-function)' } },
    { types: ['class-name', 'builtin'], style: { color: 'var(--code-type)' } },
  ],
};

const pageOptions = {
  numberPrefixParser: false as const,
  remarkPlugins: [remarkMath, quotedCode, glossaryTerms],
  rehypePlugins: [rehypeKatex, tableHeads],
};

/** The public face of a folder, as a page. */
const apiPage = (id: string, folder: string, name: string) => [
  'docusaurus-plugin-typedoc',
  {
    id,
    name,
    entryPoints: [`../${folder}/index.ts`],
    tsconfig: '../tsconfig.json',
    out: `docs/api/${id}`,
    // What it is and where to begin, before the list of all of it.
    readme: `./api/${id}.md`,
    mergeReadme: true,
    indexFormat: 'table',
    router: 'member',
    entryFileName: 'index',
    disableSources: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    excludeExternals: true,
    parametersFormat: 'table',
    sidebar: { autoConfiguration: false },
    // `npm run check` holds the types.
    skipErrorChecking: true,
    logLevel: 'Error',
  },
];

const config: Config = {
  title: 'Quorate',
  tagline: 'A workbook on consensus and coordination',
  favicon: 'img/favicon.svg',
  url,
  baseUrl,
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  customFields: { repository },

  future: {
    v4: true,
    // The history of files is not shown, and a copy of the workbook need not be a git checkout.
    faster: { gitEagerVcs: false },
    experimental_vcs: false,
  },

  markdown: {
    format: 'detect',
    mermaid: true,
    mdx1Compat: { comments: false, admonitions: false, headingIds: true },
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
    parseFrontMatter: frontMatterOf,
  },

  presets: [
    [
      'classic',
      {
        docs: {
          ...pageOptions,
          path: '../chapters',
          routeBasePath: 'chapters',
          sidebarPath: './sidebars.ts',
          sidebarItemsGenerator: chaptersSidebar,
          beforeDefaultRemarkPlugins: [chapterFrame],
        },
        blog: false,
        theme: {
          customCss: ['./src/css/fonts.css', './src/css/custom.css', './src/css/print.css'],
        },
        sitemap: {
          lastmod: null,
          changefreq: null,
          priority: null,
          ignorePatterns: ['**/source/**'],
        },
      } satisfies Preset.Options,
    ],
  ],

  plugins: [
    apiPage('sim', 'grader/sim', '#sim'),
    apiPage('history', 'grader/history', 'grader/history'),
    [
      '@docusaurus/plugin-content-docs',
      {
        ...pageOptions,
        id: 'guide',
        path: 'docs',
        routeBasePath: 'guide',
        sidebarPath: './sidebars-guide.ts',
        sidebarItemsGenerator: apiSidebar,
      },
    ],
    './plugins/course.ts',
    './plugins/finished-pages.ts',
    './plugins/landing.ts',
    './plugins/source-pages.ts',
    './plugins/widgets.ts',
    './src/judge/plugin.ts',
  ],

  clientModules: ['./src/client/no-prefetch.ts'],

  themes: [
    '@docusaurus/theme-mermaid',
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: true,
        indexBlog: false,
        indexPages: true,
        docsDir: ['../chapters', 'docs'],
        docsRouteBasePath: ['chapters', 'guide'],
        ignoreCssSelectors: ['.term__definition', '.chapter-facts', '.no-search'],
        searchBarShortcutHint: false,
      },
    ],
  ],

  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: false, autoCollapseCategories: false } },
    navbar: {
      title: 'Quorate',
      logo: { alt: '', src: 'img/mark.svg', width: 28, height: 28 },
      items: [
        { type: 'docSidebar', sidebarId: 'chapters', label: 'Chapters', position: 'left' },
        {
          type: 'docSidebar',
          docsPluginId: 'guide',
          sidebarId: 'guide',
          label: 'Guide',
          position: 'left',
        },
        { to: '/progress/', label: 'Progress', position: 'left' },
        ...(repository ? [{ href: repository, label: 'Source', position: 'right' as const }] : []),
      ],
    },
    footer: {
      style: 'light',
      links: [
        {
          title: 'Learn',
          items: [
            { label: 'Chapters', to: '/chapters/00-warm-up/tally/' },
            { label: 'Your progress', to: '/progress/' },
            { label: 'Glossary', to: '/guide/glossary/' },
          ],
        },
        {
          title: 'Decide',
          items: [
            { label: 'Do you need consensus?', to: '/guide/do-you-need-consensus/' },
            { label: 'Questions and answers', to: '/guide/questions/' },
            { label: 'References', to: '/guide/references/' },
          ],
        },
        {
          title: 'Trust',
          items: [
            { label: 'How the judge works', to: '/guide/the-judge/' },
            { label: 'The hall of wrong answers', to: '/guide/wrong-answers/' },
            { label: 'A class', to: '/class/' },
          ],
        },
      ],
      copyright: 'Quorate, a workbook on consensus and coordination. MIT licence.',
    },
    prism: { theme: codeColours, darkTheme: codeColours, additionalLanguages: [] },
    mermaid: { theme: { light: 'neutral', dark: 'dark' } },
  } satisfies Preset.ThemeConfig,
};

export default config;
