import type { DangerCode } from '../dangerTable.ts'
import { readsSecret } from '../sensitivePaths.ts'
import type { Call, RuleContext } from './call.ts'
import { scriptFile } from './rules/interpreters.ts'
import { rulesOf } from './rules/rules.ts'
import { type Field, type Origin, type Value, HOLE, unknown } from './words.ts'

export interface CallContext {
  readonly context: RuleContext
  /** Where the unknown parts of the script that holds the call come from. */
  readonly origins: ReadonlySet<Origin>
  readonly functions: readonly string[]
}

/** Judges one program: `fields` from its name on. Returns what it writes, as far as that is known. */
export function judgeCall(
  fields: readonly Field[],
  { stdin, isFed }: Pick<Call, 'stdin' | 'isFed'>,
  { context, origins, functions }: CallContext,
): Value {
  const [first, ...args] = fields
  const last = fields.at(-1)
  if (first === undefined || last === undefined) {
    return unknown('program')
  }
  const span = { start: Math.min(first.span.start, last.span.start), end: Math.max(first.span.end, last.span.end) }
  const name = programName(first.text)
  if (name.includes(HOLE)) {
    context.report(codeOf(new Set([...first.origins, ...(first.origins.size === 0 ? origins : [])])), span)
    return unknown('program')
  }
  if (functions.includes(name) && stdin !== null) {
    context.report('stops_programs', span)
  }
  const call: Call = { name, args, span, stdin, isFed }
  args.filter(({ text }) => readsSecret(text)).forEach((field) => context.report('reads_secrets', field.span))
  const written = context.file(first.text)
  if (written !== null) {
    scriptFile(written, call, context)
  }
  let output: Value | null = null
  for (const rule of rulesOf(name)) {
    output = rule(call, context) ?? output
  }
  return output ?? unknown('program')
}

/** The bare name of a program. */
function programName(text: string): string {
  const base = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
  return base.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '')
}

function codeOf(origins: ReadonlySet<Origin>): DangerCode {
  if (origins.has('network')) {
    return 'runs_from_network'
  }
  if (origins.has('encoded')) {
    return 'runs_encoded'
  }
  return origins.has('program') ? 'runs_unseen' : 'runs_variable'
}
