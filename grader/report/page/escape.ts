// Text into a page. Everything but our own markup passes through here, once.
import { printable } from '../fit.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Printable, and without meaning to a browser: for text and for attributes in quotes. */
export const escape = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => entities[character]!);
