import type { Environment } from '#server/platform/environment/ownVariables.ts'
import type { ClaudeFinder } from './findClaude.ts'
import { type AskedRule, type RuleReading, readRules } from './ruleReading.ts'

export interface RuleReaderDeps {
  readonly finder: ClaudeFinder
  readonly environment: () => Promise<Environment>
}

/** Rules that one process is asked about, and their characters together: they are one argument of it. */
const MOST_IN_ONE = 25
const MOST_CHARACTERS = 6_000

/** Readings that wait for their process, of everybody. */
const MOST_WAITING = 8

/** Answers that are kept; a rule has up to 1,000 characters. */
const MOST_KEPT = 500

/**
 * How the installed Claude Code reads rules. Each reading starts a Claude Code, so that of everybody's only one runs at a time;
 * those that wait are bounded, and what a version of it said of a rule is not asked again.
 */
export class RuleReader {
  readonly #deps: RuleReaderDeps
  readonly #kept = new Map<string, RuleReading>()
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(deps: RuleReaderDeps) {
    this.#deps = deps
  }

  /** One reading for each rule, in order; those behind one that is no rule are not read any more (`unknown`). Never throws. */
  async read(asked: readonly AskedRule[]): Promise<RuleReading[]> {
    const found = await this.#deps.finder.find()
    if ('problem' in found) {
      return asked.map(() => ({ kind: 'unknown' }))
    }
    const keyOf = ({ behavior, rule }: AskedRule) => JSON.stringify([found.path, found.version, behavior, rule])
    const read = new Map(asked.map((rule) => [keyOf(rule), this.#kept.get(keyOf(rule))]))
    const isUnread = (rule: AskedRule) => read.get(keyOf(rule)) === undefined
    const readInOne = async (some: readonly AskedRule[]) => {
      for (const [index, reading] of (await this.#inTurn(found.path, some)).entries()) {
        const rule = some[index]
        if (rule !== undefined && reading !== null) {
          read.set(keyOf(rule), reading)
          this.#keep(keyOf(rule), reading)
        }
      }
    }
    const failed = () => [...read.values()].some((reading) => reading !== undefined && reading.kind !== 'rule')
    for (const some of inPortions(asked.filter(isUnread))) {
      if (!failed()) {
        await readInOne(some)
      }
    }
    for (const rule of asked) {
      if (isUnread(rule) && !failed()) {
        await readInOne([rule])
      }
    }
    return asked.map((rule) => read.get(keyOf(rule)) ?? { kind: 'unknown' })
  }

  /** Behind all that waits already. */
  async #inTurn(binary: string, asked: readonly AskedRule[]): Promise<(RuleReading | null)[]> {
    if (this.#waiting >= MOST_WAITING) {
      return asked.map(() => ({ kind: 'busy' }))
    }
    this.#waiting += 1
    const reading = this.#last.then(async () => readRules(binary, await this.#deps.environment(), asked))
    this.#last = reading.catch(() => {})
    try {
      return await reading
    } finally {
      this.#waiting -= 1
    }
  }

  /** What failed is asked again. */
  #keep(key: string, reading: RuleReading): void {
    if (reading.kind === 'unknown' || reading.kind === 'busy') {
      return
    }
    this.#kept.set(key, reading)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest)
    }
  }
}

/** In order, each as large as one process is asked. */
function inPortions(rules: readonly AskedRule[]): AskedRule[][] {
  const portions: AskedRule[][] = []
  let characters = 0
  for (const rule of rules) {
    const last = portions.at(-1)
    if (last === undefined || last.length >= MOST_IN_ONE || characters + rule.rule.length > MOST_CHARACTERS) {
      portions.push([rule])
      characters = rule.rule.length
    } else {
      last.push(rule)
      characters += rule.rule.length
    }
  }
  return portions
}
