// The files of a draft as text, with what is found at their lines. The same files as the tables.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { draftMessages } from './draft-messages';
import type { Files, Finding } from './draft-model';

export interface OpenPlace {
  path: string;
  /** from 1; 0 is the file as a whole */
  line: number;
}

function placeIn(state: EditorState, finding: Finding): number {
  const line = state.doc.line(Math.min(Math.max(finding.line, 1), state.doc.lines));
  // columns count characters, the editor counts UTF-16 units
  const before = [...line.text].slice(0, Math.max(finding.column - 1, 0)).join('');
  return line.from + before.length;
}

function TextEditor({
  text,
  label,
  readOnly,
  findings,
  line,
  onChange,
}: {
  text: string;
  label: string;
  readOnly: boolean;
  findings: readonly Finding[];
  line: number;
  onChange: (text: string) => void;
}) {
  const pick = usePick();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  }, [onChange]);
  useEffect(() => {
    if (!box.current) return undefined;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          lintGutter(),
          yaml(),
          syntaxHighlighting(defaultHighlightStyle),
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [label, readOnly]);
  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === text) return;
    now.dispatch({
      changes: { from: 0, to: now.state.doc.length, insert: text },
      annotations: Transaction.addToHistory.of(false),
    });
  }, [text, label, readOnly]);
  useEffect(() => {
    const now = view.current;
    if (!now) return;
    const shown = findings.map((it): Diagnostic => {
      const from = placeIn(now.state, it);
      return {
        from,
        to: Math.max(from, now.state.doc.lineAt(from).to),
        severity: it.error ? 'error' : 'warning',
        message: `${it.code} ${pick(it.what)}\n${pick(it.todo)}`,
      };
    });
    now.dispatch(setDiagnostics(now.state, shown));
  }, [findings, pick, text, label, readOnly]);
  useEffect(() => {
    const now = view.current;
    if (!now || line < 1) return;
    const at = now.state.doc.line(Math.min(line, now.state.doc.lines));
    now.dispatch({
      selection: { anchor: at.from },
      effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
    });
    now.focus();
  }, [line, label]);
  return <div ref={box} className="draft-text" />;
}

export function DraftFiles({
  files,
  changed,
  findings,
  place,
  readOnly,
  onPlace,
  onChange,
}: {
  files: Files;
  /** paths with other text than the version that the draft is made of */
  changed: ReadonlySet<string>;
  findings: readonly Finding[];
  place: OpenPlace;
  readOnly: boolean;
  onPlace: (place: OpenPlace) => void;
  onChange: (path: string, text: string) => void;
}) {
  const t = useText(draftMessages);
  const here = findings.filter((it) => it.file === place.path);
  // The editor has lines that end with \n; a file with \r\n keeps them.
  const text = files[place.path] ?? '';
  const carriage = text.includes('\r\n');
  return (
    <div className="draft-files">
      <ul aria-label={t('fileView')}>
        {Object.keys(files)
          .sort()
          .map((path) => {
            const errors = findings.filter((it) => it.file === path && it.error).length;
            return (
              <li key={path} className={path === place.path ? 'is-open' : ''}>
                <button type="button" className="link" onClick={() => onPlace({ path, line: 0 })}>
                  {path}
                </button>{' '}
                {changed.has(path) && <span title={t('otherThanBase')}>●</span>}
                {errors > 0 && <StateTag tone="bad">{errors}</StateTag>}
              </li>
            );
          })}
      </ul>
      <TextEditor
        key={place.path}
        label={place.path}
        text={carriage ? text.replaceAll('\r\n', '\n') : text}
        readOnly={readOnly}
        findings={here}
        line={place.line}
        onChange={(typed) =>
          onChange(place.path, carriage ? typed.replaceAll('\n', '\r\n') : typed)
        }
      />
    </div>
  );
}
