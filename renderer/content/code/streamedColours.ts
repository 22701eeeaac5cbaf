import { type StreamParser, StringStream } from '@codemirror/language'
import { type CodeTone, type ToneRange } from './colourRuns.ts'

const TAB = 4
const INDENT = 2

/** The colours of a text, read from its beginning; a step is one token. */
export function* streamedColours<S>(mode: StreamParser<S>, text: string): Generator<undefined, readonly ToneRange[]> {
  const ranges: ToneRange[] = []
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a mode without a state has `true`, and never reads it
  const state = (mode.startState?.(INDENT) ?? true) as S
  let start = 0
  for (const line of text.split('\n')) {
    if (line === '') {
      mode.blankLine?.(state, INDENT)
    }
    const stream = new StringStream(line, TAB, INDENT)
    while (!stream.eol()) {
      stream.start = stream.pos
      const tone = toneOf(nextToken(mode, stream, state))
      if (tone !== null) {
        ranges.push({ start: start + stream.start, end: start + stream.pos, tone })
      }
      yield
    }
    start += line.length + 1
  }
  return ranges
}

/** Modes may take some calls to move on; one that never does is given up. */
function nextToken<S>(mode: StreamParser<S>, stream: StringStream, state: S): string | null {
  for (let calls = 0; calls < 10; calls += 1) {
    const style = mode.token(stream, state)
    if (stream.pos > stream.start) {
      return style
    }
  }
  throw new Error('The mode does not move on.')
}

const toneByStyle: ReadonlyMap<string, CodeTone> = new Map<string, CodeTone>([
  ...['keyword', 'atom', 'bool', 'null', 'self', 'tag', 'tagName', 'modifier', 'operatorKeyword'].map(
    (style) => [style, 'keyword'] as const,
  ),
  ...['string', 'string-2', 'regexp', 'inserted', 'character'].map((style) => [style, 'string'] as const),
  ...['def', 'definition', 'property', 'propertyName', 'attribute', 'attributeName', 'builtin', 'standard'].map(
    (style) => [style, 'name'] as const,
  ),
  ...['number', 'unit', 'deleted', 'color'].map((style) => [style, 'number'] as const),
  ...['comment', 'documentMeta'].map((style) => [style, 'comment'] as const),
])

/** `variableName.definition`, `keyword`, `string property`: the first part that has a colour. */
function toneOf(style: string | null): CodeTone | null {
  for (const part of style?.split(/[ .]/) ?? []) {
    const tone = toneByStyle.get(part)
    if (tone !== undefined) {
      return tone
    }
  }
  return null
}
