// How text is set off. The caller passes the colours in (picocolors fits), or `plainStyles`: whether there are any is
// not this folder's choice, and nothing is ever said by colour alone.

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export type Styles = Readonly<Record<Style, (text: string) => string>>;

const asIs = (text: string): string => text;

/** For pipes, files and `NO_COLOR`. */
export const plainStyles: Styles = {
  bold: asIs,
  dim: asIs,
  red: asIs,
  green: asIs,
  yellow: asIs,
  cyan: asIs,
};
