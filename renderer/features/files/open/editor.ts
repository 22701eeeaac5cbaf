import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { loadMode } from '#renderer/content/code/grammars.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { languageOf } from '#renderer/content/code/languages.ts'
import * as words from '../words.ts'

/** A longer text has no colours: reading it would take longer than anybody waits. */
const MAX_COLOURED = 2_000_000

export interface EditorHandle {
  text(): string
  /** Replaces all of it, as one step that can be undone. */
  replace(text: string): void
  find(): void
  /** Puts the caret at the start of the line, in the middle of the screen. The last one where there are fewer. */
  goTo(line: number): void
  close(): void
}

export interface EditorOptions {
  readonly path: string
  readonly text: string
  readonly isReadOnly: boolean
  readonly onChange: () => void
  readonly onSave: () => void
}

/** Opens an editor in an element. Its colours come when they have been fetched. */
export function openEditor(parent: HTMLElement, options: EditorOptions): EditorHandle {
  const language = new Compartment()
  const { text, path, isReadOnly, onChange, onSave } = options
  // The page’s content policy takes no style sheet from a program, but in a shadow root, where they are no elements.
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => (onSave(), true) }]),
        basics(path),
        language.of([]),
        EditorState.readOnly.of(isReadOnly),
        EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
      ],
    }),
  })
  parent.addEventListener('keydown', keepKeys)
  const known = text.length > MAX_COLOURED ? null : languageOf(path)
  if (known !== null) {
    void loadMode(known.grammar).then(
      (mode) => view.dispatch({ effects: language.reconfigure(mode((parser) => StreamLanguage.define(parser))) }),
      () => {},
    )
  }
  return {
    text: () => view.state.doc.toString(),
    replace: (next) => view.dispatch({ changes: changedPart(view.state.doc.toString(), next) }),
    find: () => void openSearchPanel(view),
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines))
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
      if (!isTouch()) {
        view.focus()
      }
    },
    close: () => {
      parent.removeEventListener('keydown', keepKeys)
      view.destroy()
    },
  }
}

/** What of a text another one replaces: where only a part differs, the caret and the scroll position stay. */
function changedPart(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) {
    from += 1
  }
  let end = 0
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1
  }
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

/** From outside, nobody sees that somebody writes in a shadow root: what is typed is no shortcut of the page. */
function keepKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    event.stopPropagation()
  }
}

function basics(path: string): Extension {
  return [
    lineNumbers(),
    foldGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    syntaxHighlighting(colours),
    keymap.of([...searchKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    EditorView.contentAttributes.of({
      'aria-label': words.textOfPath(path),
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
    look,
  ]
}

/** The same colours as in the conversation. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], color: 'var(--code-string)' },
  {
    tag: [tags.typeName, tags.className, tags.tagName, tags.propertyName, tags.definition(tags.variableName)],
    color: 'var(--code-name)',
  },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--muted)' },
])

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, monospace)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--raised)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-panels input, .cm-panels button': { minHeight: '28px', color: 'var(--text)', background: 'var(--surface)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-ground)' },
  '.cm-searchMatch': { backgroundColor: 'var(--attention-ground)' },
})
