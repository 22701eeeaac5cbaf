import type { Redirection } from 'unbash'
import type { ScriptReader } from './scriptReader.ts'
import { type Value, fieldsOf, known, unknown, valueOf, valueOfParts } from './words.ts'

export interface Redirected {
  /** What the last redirection of the input brings; null without one. */
  readonly input: Value | null
  /** Notes what the output's files hold afterwards. */
  readonly keep: (output: Value) => void
}

/** Judges redirections: files that are written, connections that are opened, what is read. */
export function redirect(reader: ScriptReader, redirections: readonly Redirection[]): Redirected {
  let input: Value | null = null
  const outputs: string[] = []
  for (const one of redirections) {
    if (one.type === 'HereDoc') {
      const { parts, text } = one.body
      input = parts === undefined ? known(text) : valueOfParts(parts, reader.expander)
    } else if (one.type === 'HereString') {
      input = one.target === undefined ? null : valueOf(one.target, reader.expander)
    } else {
      const [target] = one.target === undefined ? [] : fieldsOf(one.target, reader.expander)
      if (target === undefined) {
        continue
      }
      if (/^\/dev\/(?:tcp|udp)\//.test(target.text)) {
        reader.reading.report('remote_shell', reader.span(one.pos, one.end))
      } else if (one.operator === '<') {
        input = reader.reading.file(target.text) ?? unknown('file')
      } else if (!isDescriptor(one.operator, target.text)) {
        reader.reading.write({ ...target, span: reader.span(one.pos, one.end) })
        outputs.push(target.text)
      }
    }
  }
  return { input, keep: (output) => outputs.forEach((path) => reader.reading.keep(path, output)) }
}

/** `2>&1` and `>&-` name no file. */
function isDescriptor(operator: string, target: string): boolean {
  return (operator === '>&' || operator === '<&') && /^(?:\d+-?|-)$/.test(target)
}
