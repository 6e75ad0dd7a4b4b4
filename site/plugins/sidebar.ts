// The chapters in the sidebar: named by their first page, with their number; a chapter of one page is that page.
import type {
  NormalizedSidebarItem,
  SidebarItemsGeneratorOption,
} from '@docusaurus/plugin-content-docs/lib/sidebars/types.d.ts';

export const chaptersSidebar: SidebarItemsGeneratorOption = async ({
  defaultSidebarItemsGenerator,
  ...params
}) => {
  const items = await defaultSidebarItemsGenerator(params);
  const titleOf = (id: string): string | undefined => {
    const doc = params.docs.find((each) => each.id === id);
    return doc?.frontMatter.sidebar_label ?? doc?.title;
  };

  return items.map((item): NormalizedSidebarItem => {
    if (item.type !== 'category') return item;
    const [only, ...rest] = item.items;
    if (!item.link && only && rest.length === 0) return only;
    const title = item.link?.type === 'doc' ? titleOf(item.link.id) : undefined;
    return { ...item, label: numbered(item.label, title), collapsed: false };
  });
};

/** `02-quorums` and "Quorums" make "2. Quorums". */
function numbered(folder: string, title: string | undefined): string {
  const [, number, name = folder] = /^(\d\d)-(.*)$/.exec(folder) ?? [];
  const words = title ?? name.replaceAll('-', ' ').replace(/^\w/, (letter) => letter.toUpperCase());
  return number === undefined ? words : `${Number(number)}. ${words}`;
}
