import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
import { type Field, type Value, HOLE, joined, known } from '../words.ts'

const shells = ['sh', 'bash', 'zsh', 'dash', 'ksh', 'mksh', 'ash', 'fish', 'csh', 'tcsh', 'rbash']

/** Other languages, and the options that carry code. */
const languages: Readonly<Record<string, readonly string[]>> = {
  python: ['c'],
  python2: ['c'],
  python3: ['c'],
  pypy: ['c'],
  pypy3: ['c'],
  node: ['e', 'eval', 'p', 'print'],
  nodejs: ['e', 'eval', 'p', 'print'],
  bun: ['e', 'eval', 'p', 'print'],
  deno: [],
  perl: ['e', 'E'],
  ruby: ['e'],
  php: ['r'],
  lua: ['e'],
  osascript: ['e'],
  rscript: ['e'],
  groovy: ['e'],
}

/** Languages in which backticks start a program. */
const backticking = new Set(['ruby', 'perl', 'php'])

/** Calls that run other programs, as written in code. */
const settings = /\.git\/|\.claude\b|\.mcp\.json|\.envrc|authorized_keys|\.(?:bash|zsh)rc|\.profile\b/

/** Words of other languages that delete, send or start something. */
const acting =
  /\b(?:rmtree|unlink|unlinkSync|rmSync|rmdirSync|rimraf|system|popen|subprocess|child_process|execSync|spawnSync|spawn|exec|eval|urlopen|urllib|requests|httpx|fetch|socket|qx|chmod|shell_exec|passthru|FileUtils|remove_dir_all|os\.remove|do shell script)\b/

export const interpreterRules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(shells.map((name) => [name, shell])),
  ...Object.fromEntries(Object.entries(languages).map(([name, codes]) => [name, language(codes)])),
  eval: ({ args, span }, context) => {
    const [only] = args
    if (args.length === 1 && only !== undefined) {
      context.execute(only, only)
    } else {
      context.execute(
        joined(args.flatMap((field, index) => (index === 0 ? [field] : [known(' '), field]))),
        whole(span),
      )
    }
  },
  source: readsFile,
  '.': readsFile,
  alias: (call, context) => call.args.forEach((field) => context.execute(behindEquals(field), whole(field.span))),
  trap: ({ args: [first] }, context) => {
    if (first !== undefined && !first.text.startsWith('-')) {
      context.execute(first, first)
    }
  },
  make: makefile,
  gmake: makefile,
  vi: editor,
  vim: editor,
  nvim: editor,
  ex: editor,
  awk: code,
  gawk: code,
  mawk: code,
}

/** A file that an earlier part of the command wrote is run. */
export function scriptFile(content: Value, call: Pick<Call, 'span'>, context: RuleContext): void {
  context.execute(content, whole(call.span))
}

function shell(call: Call, context: RuleContext): void {
  const { args, stdin, isFed, span } = call
  const { has, rest } = optionsOf(args, ['o', 'O', 'rcfile', 'init-file'])
  const [first] = rest
  if (has('c')) {
    if (first !== undefined) {
      context.execute(first, first)
    }
    if (isFed && stdin !== null && (first === undefined || first.text.includes('{}'))) {
      context.execute(stdin, whole(span))
    }
    return
  }
  if (first !== undefined && first.text !== '-' && !has('s') && first.text !== '/dev/stdin') {
    runFile(first, call, context)
  } else if (stdin !== null) {
    context.execute(stdin, whole(span))
  }
}

function language(codes: readonly string[]): Rule {
  return (call, context) => {
    const { values, rest } = optionsOf(call.args, [...codes, 'm', 'W', 'X', 'I', 'M', 'r'])
    const given = values(...codes)
    for (const field of given) {
      judgeCode(field, field.span, context)
      if (backticking.has(call.name) && field.text.includes('`')) {
        context.report('runs_other_code', field.span)
      }
    }
    const [first] = rest
    if (given.length === 0 && first !== undefined && first.text !== '-') {
      const content = context.file(first.text)
      if (content !== null) {
        judgeCode(content, call.span, context)
      }
    } else if (given.length === 0 && call.stdin !== null) {
      judgeCode(call.stdin, call.span, context)
    }
  }
}

function code({ args }: Call, context: RuleContext): undefined {
  const { rest } = optionsOf(args, ['F', 'v', 'f'])
  const [program] = rest
  if (program !== undefined && (/\b(?:system|getline)\b|\|\s*"/.test(program.text) || settings.test(program.text))) {
    context.report('runs_other_code', program.span)
  }
}

/** Recipes from the input are lines for a shell. */
function makefile({ args, stdin, span }: Call, context: RuleContext): void {
  const file = optionsOf(args, ['f', 'file', 'C', 'j']).values('f', 'file')[0]
  if (stdin !== null && (file?.text === '-' || file?.text === '/dev/stdin')) {
    context.execute(stdin, whole(span))
  }
}

/** Commands of an editor that start programs: `-c '!…'`, `+!…`. */
function editor({ args }: Call, context: RuleContext): void {
  for (const field of args) {
    const bang = field.text.indexOf('!')
    if (bang !== -1) {
      context.execute({ text: field.text.slice(bang + 1), origins: field.origins }, whole(field.span))
    }
  }
}

/** Code of another language: where it comes from, and the words that act. It is not parsed. */
function judgeCode(source: Value, span: Call['span'], context: RuleContext): void {
  const { origins, text } = source
  if (origins.has('network')) {
    context.report('runs_from_network', span)
  } else if (origins.has('encoded')) {
    context.report('runs_encoded', span)
  } else if (text.trim() === HOLE && (origins.has('program') || origins.has('variable'))) {
    context.report(origins.has('program') ? 'runs_unseen' : 'runs_variable', span)
  } else if (acting.test(text) || settings.test(text)) {
    context.report('runs_other_code', span)
  }
}

function readsFile(call: Call, context: RuleContext): void {
  const [first] = call.args
  if (first !== undefined) {
    runFile(first, call, context)
  }
}

function runFile(file: Field, call: Call, context: RuleContext): void {
  const content = ['/dev/stdin', '/dev/fd/0', '-'].includes(file.text) ? call.stdin : context.file(file.text)
  if (content !== null) {
    scriptFile(content, call, context)
  } else if (file.origins.has('network') || file.origins.has('encoded')) {
    context.execute({ text: HOLE, origins: file.origins }, file)
  } else if (/^https?:/.test(file.text)) {
    context.report('runs_from_network', call.span)
  }
}

function behindEquals(field: Field): Value {
  const equals = field.text.indexOf('=')
  return equals === -1 ? known('') : { text: field.text.slice(equals + 1), origins: field.origins }
}

function whole(span: Call['span']): Pick<Field, 'span' | 'verbatimAt'> {
  return { span, verbatimAt: null }
}
