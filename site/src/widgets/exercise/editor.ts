// The editor: CodeMirror with TypeScript's colours, and the names that a node's handle has. Fetched when an exercise is near.
import { autocompletion, closeBrackets, type Completion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface Editor {
  readonly text: string;
  /** Replaces all of it; can be undone. */
  setText(text: string): void;
  /** Marks a place, or none. */
  mark(
    place: { readonly line: number; readonly column?: number; readonly says: string } | undefined,
  ): void;
  /** Puts the cursor there, and shows it. */
  goTo(line: number): void;
  destroy(): void;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
  /** Ctrl or Cmd with Enter. */
  readonly onSubmit: () => void;
}

export function openEditor({ parent, text, label, onChange, onSubmit }: EditorOptions): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        javascript({ typescript: true }),
        javascriptLanguage.data.of({ autocomplete: completeHandle }),
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
        keymap.of([
          { key: 'Mod-Enter', run: () => (onSubmit(), true), preventDefault: true },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
      ],
    }),
  });
  const lineAt = (line: number) => view.state.doc.line(Math.min(line, view.state.doc.lines));

  return {
    get text() {
      return view.state.doc.toString();
    },
    setText(next) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    mark(place) {
      if (!place) return view.dispatch(setDiagnostics(view.state, []));
      const { from, to } = lineAt(place.line);
      const start = Math.min(from + (place.column ?? 1) - 1, to);
      const diagnostic = { from: start, to, severity: 'error', message: place.says } as const;
      view.dispatch(setDiagnostics(view.state, [diagnostic]));
    },
    goTo(line) {
      const { from } = lineAt(line);
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

const method = (label: string, detail: string, info: string): Completion => ({
  label,
  detail,
  info,
  type: 'method',
});

/** As `#sim` declares them. */
const handle: readonly Completion[] = [
  method('id', ': NodeId', 'The name of this node.'),
  method('nodes', ': Record<Role, NodeId[]>', 'All nodes of the cluster, by role.'),
  method('send', '(to, message)', 'Sends a message. It may be lost, late, or come twice.'),
  method('emit', '(output)', 'Tells the application above.'),
  method(
    'persist',
    '(durable)',
    'Replaces what the disk holds. What is asked for after it waits for the disk.',
  ),
  method(
    'setTimer',
    '(name, { min, max })',
    'Runs out once, at a moment in this range that the world picks.',
  ),
  method('cancelTimer', '(name)', 'The timer does not run out any more.'),
  method('now', '()', 'Milliseconds since this boot.'),
  method('wallClock', '()', 'The time of day, as this node believes it.'),
  method('choose', '(count)', 'One of 0 to count - 1, picked by the world.'),
  method('note', '(text)', 'Writes a line into the story.'),
];

function completeHandle(context: {
  matchBefore(pattern: RegExp): { readonly from: number; readonly text: string } | null;
}) {
  const before = context.matchBefore(/\bnode\.\w*/);
  return before && { from: before.from + 'node.'.length, options: [...handle] };
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper-raised)', fontSize: '13.5px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.5', maxHeight: '34rem' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.6rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--paper-sunk)',
    color: 'var(--ink-soft)',
    border: 'none',
  },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-wash) !important',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-wash)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper-raised)',
    color: 'var(--ink)',
    border: '1px solid var(--rule)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--paper)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--broken)' },
});
