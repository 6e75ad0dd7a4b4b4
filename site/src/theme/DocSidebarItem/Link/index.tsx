// An item of the sidebar, with the mark of its exercise. Otherwise as the theme has it.
import Link from '@docusaurus/Link';
import { isActiveSidebarItem } from '@docusaurus/plugin-content-docs/client';
import type { Props } from '@theme/DocSidebarItem/Link';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Mark } from '../../../progress/Mark.tsx';

export default function DocSidebarItemLink({
  item,
  onItemClick,
  activePath,
  level,
  index: _,
  ...props
}: Props): ReactNode {
  const { href, label, docId, className, autoAddBaseUrl } = item;
  const isActive = isActiveSidebarItem(item, activePath);
  return (
    <li
      className={clsx(
        'theme-doc-sidebar-item-link',
        `theme-doc-sidebar-item-link-level-${level}`,
        'menu__list-item',
        className,
      )}
    >
      <Link
        className={clsx('menu__link', isActive && 'menu__link--active')}
        aria-current={isActive ? 'page' : undefined}
        to={href}
        {...(autoAddBaseUrl === undefined ? {} : { autoAddBaseUrl })}
        {...(onItemClick ? { onClick: () => onItemClick(item) } : {})}
        {...props}
      >
        <span>{label}</span>
        {docId !== undefined && <Mark exercise={docId} />}
      </Link>
    </li>
  );
}
