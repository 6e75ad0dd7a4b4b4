// Reads a history in whichever of the known formats it is written.

import type { InputShapes } from '../model.ts';
import { casRegister } from '../models/cas-register.ts';
import { keyValue, keyValueWhole } from '../models/key-value.ts';
import type { AnyModel } from '../named-models.ts';
import type { History, Operation } from '../operation.ts';
import { parseEdnLog } from './edn-log.ts';
import { HistoryFormatError } from './format-error.ts';
import { parseJepsenLog } from './jepsen-log.ts';
import { parseHistoryJson } from './json.ts';

/**
 * The history in `text` for this model, or a `HistoryFormatError` that says where it is not one.
 * JSON is known by its `"format"`, a log of maps by its first brace; all else is a Jepsen log.
 */
export function readHistory(model: AnyModel, text: string): Operation<unknown, unknown>[] {
  const isJson = /^\s*\{\s*"/.test(text);
  if (isJson) {
    const { operations } = parseHistoryJson(text);
    expectInputs(model.inputs ?? {}, operations);
    return operations;
  }
  const isEdn = /^\s*[{;]/.test(text);
  const suited = isEdn ? [keyValue.name, keyValueWhole.name] : [casRegister.name];
  if (!suited.includes(model.name)) {
    const found = isEdn
      ? 'a log of maps with keys and values'
      : 'a log of a compare-and-set register';
    throw new HistoryFormatError('The file', `a history of a ${model.name}`, found);
  }
  return isEdn ? parseEdnLog(text) : parseJepsenLog(text);
}

function expectInputs(shapes: InputShapes, history: History<unknown, unknown>): void {
  for (const [index, { input }] of history.entries()) {
    if (!hasShape(shapes, input)) {
      const place = `operations[${index}].input`;
      throw new HistoryFormatError(place, describeShapes(shapes), JSON.stringify(input));
    }
  }
}

function hasShape(shapes: InputShapes, input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const record = input as Record<string, unknown>;
  const { type } = record;
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return false;
  return Object.entries(shapes[type]!).every(([field, kind]) => {
    const value = record[field];
    if (kind !== 'value') return typeof value === kind;
    return value === null || ['string', 'number', 'boolean'].includes(typeof value);
  });
}

/** As in "write {value} or read {}". */
function describeShapes(shapes: InputShapes): string {
  return Object.entries(shapes)
    .map(([type, fields]) => `${type} {${Object.keys(fields).join(', ')}}`)
    .join(' or ');
}
