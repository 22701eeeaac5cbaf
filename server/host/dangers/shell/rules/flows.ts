import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
import { type Origin, type Value, HOLE, joined, known, unknown } from '../words.ts'

/** What programs that only pass text on write: so that it is known what a shell behind them reads. */
export const flowRules: Readonly<Record<string, Rule>> = {
  echo: ({ args }) => printed(optionsOf(args.slice(0, 1)).has('e'), args),
  printf: ({ args }) => printed(true, args),
  cat: pass,
  tac: pass,
  bat: pass,
  head: reshape,
  tail: reshape,
  grep: reshape,
  sort: reshape,
  uniq: reshape,
  cut: disguise,
  tr: disguise,
  rev: disguise,
  iconv: disguise,
  jq: reshape,
  dos2unix: pass,
  base64: decode(['d', 'D', 'decode']),
  base32: decode(['d', 'D', 'decode']),
  basenc: decode(['d', 'decode']),
  xxd: decode(['r', 'revert']),
  uudecode: decode([]),
  openssl: decode(['d']),
  gpg: decode(['d', 'decrypt']),
  gunzip: decode([]),
  gzip: decode(['d', 'decompress']),
  zcat: decode([]),
  bzcat: decode([]),
  xzcat: decode([]),
  zstdcat: decode([]),
  bunzip2: decode([]),
  unxz: decode([]),
}

function printed(readsEscapes: boolean, args: Call['args']): Value {
  const shown = args.filter(({ text }, index) => index > 0 || !/^-[neE]+$/.test(text))
  const text = joined(shown.flatMap((field, index) => (index === 0 ? [field] : [known(' '), field])))
  return readsEscapes && /\\(?:x|0|u|[1-7])/.test(text.text) ? as(text, 'encoded') : text
}

/** The text as it came, or the files' content. */
function pass({ args, stdin }: Call, context: RuleContext): Value {
  const { rest } = optionsOf(args)
  if (rest.length === 0) {
    return stdin ?? unknown('file')
  }
  return joined(
    rest.map(({ text, origins }) => {
      const content = text === '-' ? stdin : context.file(text)
      return content ?? (text === HOLE ? { text, origins } : unknown('file'))
    }),
  )
}

/** Parts of it: no longer known, and from where it was. */
function reshape(call: Call, context: RuleContext): Value {
  const { origins } = call.stdin ?? pass(call, context)
  return { text: HOLE, origins: origins.size === 0 ? new Set<Origin>(['program']) : origins }
}

/** Text that is turned into other text: written out before, nobody can read it behind. */
function disguise(call: Call, context: RuleContext): Value {
  const before = call.stdin ?? pass(call, context)
  return before.origins.size === 0 ? as(before, 'encoded') : { ...before, text: HOLE }
}

function decode(options: readonly string[]): Rule {
  return (call, context) => {
    const { has } = optionsOf(call.args)
    const decodes = options.length === 0 || has(...options)
    const before = call.stdin ?? pass(call, context)
    return decodes ? as(before, 'encoded') : { ...before, text: HOLE }
  }
}

function as({ origins }: Value, origin: Origin): Value {
  return { text: HOLE, origins: new Set([...origins, origin]) }
}
