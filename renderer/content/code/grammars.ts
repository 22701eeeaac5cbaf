import type { StreamParser } from '@codemirror/language'
import type { GrammarName } from './languages.ts'
import type { ToneRange } from './colourRuns.ts'
import { streamedColours } from './streamedColours.ts'

/** Finds the colours of a text step by step. */
type Grammar = (text: string) => Iterator<undefined, readonly ToneRange[]>

/** Fetches a grammar. @throws when it cannot be fetched. */
export async function loadGrammar(name: GrammarName): Promise<Grammar> {
  const mode = await loadMode(name)
  return mode((parser) => (text: string) => streamedColours(parser, text))
}

/** A mode, whatever it keeps from line to line. */
type Mode = <R>(use: <S>(parser: StreamParser<S>) => R) => R

/** The same for an editor. @throws when it cannot be fetched. */
export function loadMode(name: GrammarName): Promise<Mode> {
  return modes[name]()
}

const streamed =
  <S>(load: () => Promise<StreamParser<S>>): (() => Promise<Mode>) =>
  async () => {
    const parser = await load()
    return (use) => use(parser)
  }

const modes: Readonly<Record<GrammarName, () => Promise<Mode>>> = {
  ts: streamed(async () => (await import('@codemirror/legacy-modes/mode/javascript')).typescript),
  js: streamed(async () => (await import('@codemirror/legacy-modes/mode/javascript')).javascript),
  json: streamed(async () => (await import('@codemirror/legacy-modes/mode/javascript')).json),
  python: streamed(async () => (await import('@codemirror/legacy-modes/mode/python')).python),
  shell: streamed(async () => (await import('@codemirror/legacy-modes/mode/shell')).shell),
  css: streamed(async () => (await import('@codemirror/legacy-modes/mode/css')).css),
  scss: streamed(async () => (await import('@codemirror/legacy-modes/mode/css')).sCSS),
  less: streamed(async () => (await import('@codemirror/legacy-modes/mode/css')).less),
  html: streamed(async () => (await import('@codemirror/legacy-modes/mode/xml')).html),
  xml: streamed(async () => (await import('@codemirror/legacy-modes/mode/xml')).xml),
  yaml: streamed(async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml),
  toml: streamed(async () => (await import('@codemirror/legacy-modes/mode/toml')).toml),
  properties: streamed(async () => (await import('@codemirror/legacy-modes/mode/properties')).properties),
  sql: streamed(async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL),
  rust: streamed(async () => (await import('@codemirror/legacy-modes/mode/rust')).rust),
  go: streamed(async () => (await import('@codemirror/legacy-modes/mode/go')).go),
  java: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).java),
  kotlin: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).kotlin),
  scala: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).scala),
  c: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).c),
  cpp: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).cpp),
  csharp: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).csharp),
  dart: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).dart),
  objectivec: streamed(async () => (await import('@codemirror/legacy-modes/mode/clike')).objectiveC),
  swift: streamed(async () => (await import('@codemirror/legacy-modes/mode/swift')).swift),
  ruby: streamed(async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  lua: streamed(async () => (await import('@codemirror/legacy-modes/mode/lua')).lua),
  perl: streamed(async () => (await import('@codemirror/legacy-modes/mode/perl')).perl),
  r: streamed(async () => (await import('@codemirror/legacy-modes/mode/r')).r),
  powershell: streamed(async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell),
  dockerfile: streamed(async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile),
  diff: streamed(async () => (await import('@codemirror/legacy-modes/mode/diff')).diff),
  cmake: streamed(async () => (await import('@codemirror/legacy-modes/mode/cmake')).cmake),
  protobuf: streamed(async () => (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf),
}
