// The chapters in the sidebar: in the order of their folders, named by their first page, with their number; a chapter of one
// page is that page.
import type {
  NormalizedSidebarItem,
  SidebarItemsGeneratorOption,
} from '@docusaurus/plugin-content-docs/lib/sidebars/types.d.ts';
import { inWords } from './root.ts';

export const chaptersSidebar: SidebarItemsGeneratorOption = async ({
  defaultSidebarItemsGenerator,
  ...params
}) => {
  const items = await defaultSidebarItemsGenerator(params);
  const titles = new Map(params.docs.map(({ id, title }) => [id, title]));
  return items
    .toSorted((a, b) => (folderOf(a) < folderOf(b) ? -1 : 1))
    .map((item) => chapterItem(item, titles));
};

function chapterItem(
  item: NormalizedSidebarItem,
  titles: ReadonlyMap<string, string>,
): NormalizedSidebarItem {
  if (item.type !== 'category') return item;
  const [, number] = /^(\d\d)-/.exec(folderOf(item)) ?? [];
  const numbered = (label: string) =>
    number === undefined ? label : `${Number(number)}. ${label}`;
  const [only, ...rest] = item.items;
  if (!item.link && only?.type === 'doc' && rest.length === 0) {
    return { ...only, label: numbered(titles.get(only.id) ?? only.id) };
  }
  const label = item.link ? item.label : inWords(folderOf(item));
  return { ...item, label: numbered(label), collapsed: false };
}

/** The folder of an item: that of its page, or of the first page below it. */
function folderOf(item: NormalizedSidebarItem): string {
  if (item.type === 'doc') return item.id.slice(0, item.id.lastIndexOf('/'));
  if (item.type !== 'category') return '';
  if (item.link?.type === 'doc') return item.link.id.slice(0, item.link.id.lastIndexOf('/'));
  return item.items[0] ? folderOf(item.items[0]) : '';
}

/** The generated pages of an API. Its index is the category's own page already. */
export const apiSidebar: SidebarItemsGeneratorOption = async ({
  defaultSidebarItemsGenerator,
  ...params
}) => {
  const items = await defaultSidebarItemsGenerator(params);
  return items
    .filter((item) => item.type !== 'doc' || !item.id.endsWith('/index'))
    .map((item) => (item.type === 'category' ? { ...item, label: inWords(item.label) } : item));
};
