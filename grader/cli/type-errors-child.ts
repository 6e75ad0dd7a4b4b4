// The type checker, in a process of its own: a verdict never waits for it. It stays for as long as it is wanted, so that
// the next save costs a tenth of the first.
import { join } from 'node:path';
import ts from 'typescript';

export interface Question {
  readonly number: number;
  readonly root: string;
  /** The file that the text is checked as. It need not exist. */
  readonly file: string;
  readonly text: string;
}

export interface Reply {
  readonly number: number;
  readonly errors: readonly Described[];
}

interface Described {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const texts = new Map<string, { text: string; version: number }>();
let service: ts.LanguageService | undefined;

process.on('message', ({ number, root, file, text }: Question) => {
  const before = texts.get(file);
  if (before?.text !== text) texts.set(file, { text, version: (before?.version ?? 0) + 1 });
  service ??= startService(root);
  const errors = service.getSemanticDiagnostics(file).map(describe);
  process.send?.({ number, errors } satisfies Reply);
});

function startService(root: string): ts.LanguageService {
  const { options, fileNames } = readOptions(root);
  const ambient = fileNames.filter((name) => name.endsWith('.d.ts'));
  return ts.createLanguageService({
    readDirectory: (...wanted) => ts.sys.readDirectory(...wanted),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...texts.keys(), ...ambient],
    getScriptVersion: (name) => String(texts.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => {
      const text = texts.get(name)?.text ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (wanted) => ts.getDefaultLibFilePath(wanted),
    fileExists: (name) => texts.has(name) || ts.sys.fileExists(name),
    readFile: (name) => texts.get(name)?.text ?? ts.sys.readFile(name),
  });
}

/** As the editor has them. */
function readOptions(root: string): ts.ParsedCommandLine {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, root);
}

function describe({ file, start, messageText }: ts.Diagnostic): Described {
  const [message = ''] = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n');
  if (file === undefined || start === undefined) return { line: 1, column: 1, message };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { line: line + 1, column: character + 1, message };
}
