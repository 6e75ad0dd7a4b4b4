// Values of a submission as text, for its console lines and for what it throws. Short, on one line, and without trust:
// getters of plain objects are not called, a proxy may refuse, depth and length have limits.

export interface ConsoleLine {
  level: 'log' | 'info' | 'warn' | 'error';
  text: string;
}

const depthMax = 4;
const entriesMax = 30;
const charsMax = 500;

/** As a console would show it: a string bare at the top, quoted inside. */
export function describeValue(value: unknown): string {
  try {
    return typeof value === 'string' ? value.slice(0, charsMax) : describe(value, 0);
  } catch {
    return '(a value that can not be shown)';
  }
}

function describe(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, charsMax));
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'object':
      return value === null ? 'null' : describeObject(value, depth);
    default:
      return String(value);
  }
}

function describeObject(object: object, depth: number): string {
  if (depth >= depthMax) return Array.isArray(object) ? '[…]' : '{…}';
  if (object instanceof Error) return `${object.name}: ${object.message}`.slice(0, charsMax);
  if (object instanceof Map) {
    const entries = [...firstOf(Map.prototype.entries.call(object))];
    return listed(
      'Map {',
      entries.map(([key, value]) => `${describe(key, depth + 1)} => ${describe(value, depth + 1)}`),
      object.size,
      '}',
    );
  }
  if (object instanceof Set) {
    const values = [...firstOf(Set.prototype.values.call(object))];
    return listed(
      'Set {',
      values.map((value) => describe(value, depth + 1)),
      object.size,
      '}',
    );
  }
  if (Array.isArray(object)) {
    const shown = Array.from({ length: Math.min(object.length, entriesMax) }, (_, index) =>
      describe(dataOf(object, String(index)), depth + 1),
    );
    return listed('[', shown, object.length, ']');
  }
  const keys = Object.keys(object);
  const shown = keys
    .slice(0, entriesMax)
    .map(
      (key) =>
        `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${describe(dataOf(object, key), depth + 1)}`,
    );
  return listed('{', shown, keys.length, '}');
}

function* firstOf<Value>(values: Iterable<Value>): Generator<Value> {
  let left = entriesMax;
  for (const value of values) {
    if (left-- === 0) return;
    yield value;
  }
}

function listed(open: string, shown: string[], count: number, close: string): string {
  const rest = count > shown.length ? [`… ${count - shown.length} more`] : [];
  const inner = [...shown, ...rest].join(', ');
  const space = inner === '' || open === '[' ? '' : ' ';
  return open + space + inner + space + close;
}

const dataOf = (object: object, key: string): unknown =>
  Object.getOwnPropertyDescriptor(object, key)?.value;
