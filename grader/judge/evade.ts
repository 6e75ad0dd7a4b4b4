// Source text that a compartment refuses although it is harmless.
//
// The compartment looks at source with regular expressions, not with a parser: anything that resembles an HTML comment,
// an `import()` or a direct `eval()` is refused, even inside a string. What is found inside a literal or a name is
// written with escapes here, so that it means the same and no longer matches. (Real ones are dealt with elsewhere.)

/** What the compartment refuses; see `transforms.js` of `ses`. */
const refusedPatterns = [
  /<!--|-->/,
  /(?:^|[^.]|\.\.\.)\bimport\s*(?:\(|\/[/*])/,
  /(?:^|[^.])\beval\s*\(/,
];

export const wouldBeRefused = (source: string): boolean =>
  refusedPatterns.some((pattern) => pattern.test(source));

/**
 * The raw text of a string, or of a piece of a template, written so that no part of it is refused. The character that
 * is escaped never follows a backslash of the original: that would turn `\<` into `\` and `\x3c`.
 */
export const evadeInLiteral = (raw: string): string =>
  raw
    .replaceAll('<!--', String.raw`<\x21--`)
    .replaceAll('-->', String.raw`--\x3e`)
    .replaceAll(/import(?=\s*[(/])/g, String.raw`i\x6dport`)
    .replaceAll(/eval(?=\s*\()/g, String.raw`e\x76al`);

/** A literal for `value`, on one line. */
export const literalOf = (value: string): string => evadeInLiteral(JSON.stringify(value));

/**
 * A name that ends in `import` or `eval` where the compartment would see the whole word: a property, `#import`,
 * `$import`. A name may be written with escapes and stays the same name.
 */
export const evadeInName = (raw: string): string =>
  raw.replace(/(?<!\w)[ie](?=(?:mport|val)$)/, (first) =>
    first === 'i' ? String.raw`\u0069` : String.raw`\u0065`,
  );
