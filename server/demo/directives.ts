import type { Conversation, Part, Reply } from './script.ts'

/**
 * Lets a prompt script its own answer, one directive a line; anything else is echoed ("You said: …").
 *
 * | line | does |
 * |---|---|
 * | `@text words` · `@think words` | a block of text · of thinking |
 * | `@tool Name {json}` | calls a tool and ends the step: what follows comes after its result |
 * | `@par` | the tools right after it are called together, in one step |
 * | `@tokens n` · `@long n` | n numbered words, one token each · n characters |
 * | `@slow ms` | pace of the whole answer, per token |
 * | `@delay ms` | waits here |
 * | `@hang` · `@cut` | falls silent here · breaks the connection here |
 * | `@err CODE [n]` | this step answers with the status, n times (always, when n is not named) |
 *
 * A step without text at the end says "Done."; words said into the running turn are answered in the next step.
 */
export function directiveScript(conversation: Conversation): Reply {
  const { steps, tokenMs } = parseDirectives(conversation.prompt)
  const parts = steps[conversation.step] ?? [DONE]
  const steered = conversation.steered.map((text): Part => ({ kind: 'text', text: `You also said: ${text}` }))
  return { parts: [...steered, ...parts], token_ms: tokenMs }
}

/** Whether a prompt has at least one line that the script would follow. */
export function hasDirectives(prompt: string): boolean {
  return prompt.split('\n').some((line) => parseLine(line) !== null)
}

export interface ParsedDirectives {
  readonly steps: readonly (readonly Part[])[]
  readonly tokenMs: number | undefined
}

/** Splits a prompt into the steps of its answer. Never throws: what is not understood is echoed. */
export function parseDirectives(prompt: string): ParsedDirectives {
  const steps: Part[][] = []
  let step: Part[] = []
  let echo: string[] = []
  let parallel = false
  let tokenMs: number | undefined
  const endEcho = () => {
    const said = echo.join('\n').trim()
    echo = []
    if (said !== '') {
      step.push({ kind: 'text', text: `You said: ${said}` })
    }
  }
  const endStep = () => {
    steps.push(step)
    step = []
    parallel = false
  }

  for (const line of prompt.split('\n')) {
    const directive = parseLine(line)
    if (directive === null) {
      echo.push(line)
      continue
    }
    endEcho()
    if (parallel && directive.kind !== 'tool' && step.some((part) => part.kind === 'tool')) {
      endStep()
    }
    if (directive.kind === 'par') {
      parallel = true
    } else if (directive.kind === 'slow') {
      tokenMs = directive.ms
    } else {
      step.push(directive)
      if (directive.kind === 'tool' && !parallel) {
        endStep()
      }
    }
  }
  endEcho()
  if (step.some((part) => part.kind === 'tool')) {
    endStep()
  }
  steps.push(step.length > 0 ? step : [DONE])
  return { steps, tokenMs }
}

const DONE: Part = { kind: 'text', text: 'Done.' }

/** Longest text a directive may ask for, so that a slip of the keyboard does not fill the memory. */
const MAX_TEXT = 8 * 1024 * 1024

type Directive = Part | { readonly kind: 'par' } | { readonly kind: 'slow'; readonly ms: number }

function parseLine(line: string): Directive | null {
  const match = /^@([a-z]+)(?:[ \t](.*))?$/s.exec(line.trim())
  if (match === null) {
    return null
  }
  const [, word = '', rest = ''] = match
  return readers[word]?.(rest.trimStart()) ?? null
}

const readers: Readonly<Record<string, (rest: string) => Directive | null>> = {
  text: (text) => ({ kind: 'text', text }),
  think: (text) => ({ kind: 'thinking', text }),
  tool: readTool,
  par: () => ({ kind: 'par' }),
  tokens: (rest) => withNumber(rest, (count) => ({ kind: 'text', text: numberedWords(Math.min(count, MAX_TEXT / 8)) })),
  long: (rest) => withNumber(rest, (count) => ({ kind: 'text', text: lorem(Math.min(count, MAX_TEXT)) })),
  slow: (rest) => withNumber(rest, (ms) => ({ kind: 'slow', ms })),
  delay: (rest) => withNumber(rest, (ms) => ({ kind: 'delay', ms })),
  hang: () => ({ kind: 'hang' }),
  cut: () => ({ kind: 'cut' }),
  err: readError,
}

function withNumber(rest: string, make: (value: number) => Directive): Directive | null {
  return /^\d{1,9}$/.test(rest.trim()) ? make(Number(rest)) : null
}

function readError(rest: string): Directive | null {
  const match = /^([45]\d\d)(?:\s+(\d+))?$/.exec(rest.trim())
  return match === null
    ? null
    : { kind: 'error', status: Number(match[1]), times: match[2] === undefined ? Infinity : Number(match[2]) }
}

function readTool(rest: string): Directive | null {
  const match = /^([\w-]+)\s*(\{.*\})?$/.exec(rest.trim())
  if (match?.[1] === undefined) {
    return null
  }
  try {
    const input: unknown = JSON.parse(match[2] ?? '{}')
    return { kind: 'tool', name: match[1], input: Object.fromEntries(Object.entries(input ?? {})) }
  } catch {
    return null
  }
}

function numberedWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index + 1}`).join(' ')
}

const LOREM = 'The quick brown fox jumps over the lazy dog and comes back to see what it has missed. '

function lorem(length: number): string {
  return LOREM.repeat(Math.ceil(length / LOREM.length)).slice(0, length)
}
