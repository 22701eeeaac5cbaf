import type { Assignment, Command } from 'unbash'
import type { Span } from '../dangerTable.ts'
import type { RuleContext } from './call.ts'
import { isLoadingVariable } from './environment.ts'
import { judgeCall } from './judgeCall.ts'
import { redirect } from './redirections.ts'
import type { ScriptReader } from './scriptReader.ts'
import { type Field, type Value, fieldsOf, joined, known, unknown, valueOf } from './words.ts'

/** Programs that start programs that start programs: more in a row are not judged. */
const MAX_STARTS = 16

/** Judges one simple command: its assignments, its redirections and the program it starts. Returns what it writes. */
export function readCommand(reader: ScriptReader, command: Command, stdin: Value | null): Value {
  const { reading, expander } = reader
  const prefix = command.prefix.filter((one) => one.type === 'Assignment')
  prefix.forEach((one) => assign(reader, one, command.name === undefined))
  const { input, keep } = redirect(reader, command.redirects)
  const fields = command.name === undefined ? [] : fieldsOf(command.name, expander)
  for (const argument of command.args) {
    if (argument.type === 'Assignment') {
      // `export X=…`, `alias`-like builtins: the variable holds it from here on.
      fields.push(assign(reader, argument, true))
    } else {
      fields.push(...fieldsOf(argument, expander))
    }
  }
  let starts = 0
  const context: RuleContext = {
    report: (code, span) => reading.report(code, span),
    write: (path) => reading.write(path),
    execute: (script, at) => reader.execute(script, at),
    start: (rest, how) => {
      if (starts >= MAX_STARTS) {
        reading.reportOnce('not_judged', reader.span(command.pos, command.end))
        return unknown('program')
      }
      starts += 1
      const output = judgeCall(rest, how, { context, origins: reader.at.origins, functions: reader.functions })
      starts -= 1
      return output
    },
    file: (path) => reading.file(path),
    keep: (path, content) => reading.keep(path, content),
    changeFolder: (path) => reading.changeFolder(path),
  }
  const output = fields.length === 0 ? known('') : context.start(fields, { stdin: input ?? stdin, isFed: false })
  keep(output)
  return output
}

/** Notes what the variable holds, and reports one that makes other programs load code. */
function assign(reader: ScriptReader, assignment: Assignment, stays: boolean): Field {
  const { reading, expander } = reader
  const { name, value: given } = assignment
  const span: Span = reader.span(assignment.pos, assignment.end)
  const value =
    given.type === 'Word'
      ? valueOf(given, expander)
      : joined(given.elements.flatMap((word) => [...fieldsOf(word, expander), known(' ')]))
  if (isLoadingVariable(name, value.text)) {
    reading.report('changes_loading', span)
  }
  if (stays && assignment.index === undefined) {
    const before = assignment.append === true ? reading.variables.get(name) : undefined
    reading.variables.set(name, before === undefined ? value : joined([before, value]))
  }
  return { ...value, text: `${name}=${value.text}`, span, verbatimAt: null }
}
