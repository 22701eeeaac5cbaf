import { type ParsedScript, type SyntaxNode, forEachChild, parse } from 'unbash'
import type { Span } from '../dangerTable.ts'
import { readCommand } from './commandReader.ts'
import { type Reading, MAX_DEPTH } from './reading.ts'
import { redirect } from './redirections.ts'
import type { ScriptReader, TextPosition } from './scriptReader.ts'
import {
  type Expander,
  type Field,
  type Substitution,
  type Value,
  HOLE,
  fieldsOf,
  isSubstitution,
  joined,
  known,
  unknown,
} from './words.ts'

/** More characters than these no IFS holds. */
const MAX_SEPARATORS = 8

/** Reads one script: walks the parser's tree and judges every command in it, whichever way it is run. */
export class ShellReader implements ScriptReader {
  readonly reading: Reading
  readonly at: TextPosition
  readonly expander: Expander
  /** The function whose body is being read, and how deep in pipelines: one that pipes into itself never ends. */
  #functions: readonly string[] = []

  constructor(reading: Reading, at: TextPosition) {
    this.reading = reading
    this.at = at
    this.expander = {
      separators: () => (reading.variable('IFS')?.text ?? ' \t\n').slice(0, MAX_SEPARATORS),
      variable: (name) => reading.variable(name),
      substitution: (part) => this.#substitution(part),
      span: (start, end) => this.span(start, end),
      verbatim: (start) => (at.base === null ? null : at.base + start),
    }
  }

  get functions(): readonly string[] {
    return this.#functions
  }

  span(start: number, end: number): Span {
    return this.at.base === null ? this.at.span : { start: this.at.base + start, end: this.at.base + end }
  }

  /** Parses and judges. What cannot be parsed is reported, and judged as far as it can be. Never throws. */
  read(text: string): Value {
    let script: ParsedScript
    try {
      script = parse(text)
    } catch {
      this.reading.report('unreadable_command', this.span(0, text.length))
      return unknown('program')
    }
    return this.#script(script, text.length)
  }

  /** Judges a script that a command runs: a string for `sh -c`, `eval`'s words, what was piped into a shell. */
  execute(script: Value, at: Pick<Field, 'span' | 'verbatimAt'>): void {
    const { origins, text } = script
    if (origins.has('network')) {
      this.reading.report('runs_from_network', at.span)
    }
    if (origins.has('encoded')) {
      this.reading.report('runs_encoded', at.span)
    }
    if (text.trim() === '' || (text === HOLE && origins.size === 1 && origins.has('file'))) {
      return
    }
    if (!this.reading.affords(text.length)) {
      this.reading.report('not_judged', at.span)
      return
    }
    this.#deeper(() => new ShellReader(this.reading, { base: at.verbatimAt, span: at.span, origins }).read(text))
  }

  /** Judges a node and what is in it. Returns what it writes. */
  run(node: SyntaxNode, stdin: Value | null): Value {
    switch (node.type) {
      case 'Command':
        return readCommand(this, node, stdin)
      case 'Pipeline':
        return this.#pipeline(node.commands)
      case 'Redirected': {
        const { input, keep } = redirect(this, node.redirects)
        const output = this.#nest(node.command, input ?? stdin)
        keep(output)
        return output
      }
      case 'Function':
        this.#functions = [...this.#functions, node.name.value]
        this.#nest(node.body, null)
        this.#functions = this.#functions.slice(0, -1)
        return known('')
      case 'For':
      case 'Select':
        return this.#loop(node, stdin)
      case 'Word':
        fieldsOf(node, this.expander)
        return known('')
      default:
        if (isSubstitution(node)) {
          return this.#substitution(node)
        }
        return this.#children(node, stdin)
    }
  }

  #script(script: ParsedScript, length: number): Value {
    const error = script.errors?.[0]
    if (error !== undefined) {
      this.reading.report('unreadable_command', this.span(Math.min(error.pos, length - 1), length))
    }
    return this.#children(script, null)
  }

  #pipeline(stages: readonly SyntaxNode[]): Value {
    let flow: Value | null = null
    for (const stage of stages) {
      flow = this.#nest(stage, flow)
    }
    return flow ?? known('')
  }

  #loop(node: SyntaxNode & { type: 'For' | 'Select' }, stdin: Value | null): Value {
    const values = (node.wordlist ?? []).flatMap((word) => fieldsOf(word, this.expander))
    const [only] = values
    const isOne = values.length === 1 && only !== undefined
    this.reading.variables.set(node.name.value, isOne ? only : { ...joined(values), text: HOLE })
    if (!isOne && !values.some(({ origins }) => origins.size > 0)) {
      this.reading.variables.set(node.name.value, unknown('variable'))
    }
    return this.#nest(node.body, stdin)
  }

  #children(node: SyntaxNode, stdin: Value | null): Value {
    const outputs: Value[] = []
    this.#deeper(() => forEachChild(node, (child) => outputs.push(this.run(child, stdin))))
    return joined(outputs)
  }

  #nest(node: SyntaxNode, stdin: Value | null): Value {
    let output: Value = known('')
    this.#deeper(() => {
      output = this.run(node, stdin)
    })
    return output
  }

  #substitution(part: Substitution): Value {
    const { script } = part
    if (script === undefined) {
      return unknown('program')
    }
    const span = this.span(part.pos, part.end)
    // Text in old-style backticks was unescaped: its positions are not those of the command.
    const reader =
      script.source === undefined ? this : new ShellReader(this.reading, { base: null, span, origins: new Set() })
    let output = unknown('program')
    this.#deeper(() => {
      output = reader.#script(script, part.end)
    })
    return part.type === 'ProcessSubstitution' ? { text: this.reading.pipe(output), origins: output.origins } : output
  }

  #deeper(go: () => void): void {
    const { reading } = this
    if (reading.depth >= MAX_DEPTH) {
      reading.reportOnce('not_judged', this.at.span)
      return
    }
    reading.depth += 1
    go()
    reading.depth -= 1
  }
}
