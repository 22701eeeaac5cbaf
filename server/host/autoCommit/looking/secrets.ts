import { createHash, createHmac } from 'node:crypto'
import path from 'node:path'
import { setImmediate as otherWork } from 'node:timers/promises'
import type { SecretFinding } from '#shared/operations/autoCommit.ts'
import {
  ASSIGNED,
  FILES,
  IN_ADDRESS,
  MARKED,
  MAY_STAND_FOR,
  MOST_VALUE,
  PLAIN_VALUES,
  SHAPES,
  STANDS_FOR,
} from './secretShapes.ts'

/** A line is looked at in parts of so many characters; what lies across the end of one is whole in the next. */
const PART = 4_000
const OVERLAP = 600

const MOST_FINDINGS = 50

/** After so many characters whatever else the host does has its turn. */
const AT_ONCE = 32 * 1024

export interface Scanned {
  /** From the top of the repository, with slashes. */
  readonly path: string
  readonly content: Buffer
  /** Of the project: a finding’s id tells nobody else what was found. */
  readonly salt: string
  /** Findings that a person let through. */
  readonly allow?: readonly string[]
}

/** What looks like a secret in a file that is about to be committed, the first ones. Takes time linear in the text. */
export async function findSecrets({ path: name, content, salt, allow = [] }: Scanned): Promise<SecretFinding[]> {
  const found = new Map<string, SecretFinding>()
  const allowed = new Set(allow)
  const note = (line: number, kind: string, text: string) => {
    const finding_id = createHmac('sha256', salt).update(`${kind}\0${text}`).digest('hex').slice(0, 24)
    if (!allowed.has(finding_id) && !found.has(finding_id)) {
      found.set(finding_id, { line, kind, finding_id })
    }
  }
  if (FILES.test(path.posix.basename(name))) {
    note(0, 'a file of secrets', name)
  }
  const isPlain = PLAIN_VALUES.test(name)
  const whole = createHash('sha256').update(content).digest('hex')
  let budget = AT_ONCE
  for (const { line, part } of allPartsOf(content)) {
    for (const [kind, text] of secretsIn(part, isPlain)) {
      note(line, kind, isBeginning(kind, text) ? `${text}\0${whole}` : text)
    }
    budget -= part.length + 1
    if (found.size >= MOST_FINDINGS) {
      break
    }
    if (budget < 0) {
      budget = AT_ONCE
      await otherWork()
    }
  }
  return [...found.values()]
}

/** Others begin in the same way: whoever allows it has seen this file, and no other. */
function isBeginning(kind: string, text: string): boolean {
  return MARKED.has(kind) || text.length === MOST_VALUE
}

/** Whether a text of one line has one. */
export function hasSecret(text: string): boolean {
  return [...partsOf(text)].some(({ part }) => secretsIn(part, true).length > 0)
}

type Secret = readonly [kind: string, text: string]

/** All of a part: one that stands for nothing, or that a person allowed, hides none beside it. */
function secretsIn(part: string, isPlain: boolean): readonly Secret[] {
  const shapes = SHAPES.flatMap(([kind, shape]) => [...part.matchAll(shape)].map(([text]): Secret => [kind, text]))
  const passwords = [...part.matchAll(IN_ADDRESS)].flatMap(([, text = '']): Secret[] =>
    standsFor(text) ? [] : [['a password in an address', text]],
  )
  const known = [...shapes, ...without(shapes, passwords)]
  const values = [...part.matchAll(ASSIGNED)].flatMap((match): Secret[] => {
    const text = valueOf(match, isPlain)
    return text === null || !looksSecret(text) ? [] : [['a value of a secret', text]]
  })
  return [...known, ...without(known, values)]
}

/** null: it is code. */
function valueOf([, open = '', value = '', close = '']: RegExpExecArray, isPlain: boolean): string | null {
  // Of a long one, such as a signed token, the end is not seen.
  const isValue = open === '' ? isPlain : open === close || value.length === MOST_VALUE
  return isValue ? value : null
}

/** Those that are not known by what is in them. */
function without(known: readonly Secret[], more: readonly Secret[]): readonly Secret[] {
  return more.filter(([, text]) => !known.some(([, one]) => one.includes(text) || text.includes(one)))
}

/** Lines, the long ones in parts. */
function* partsOf(text: string): Generator<{ line: number; part: string }> {
  let line = 1
  for (let at = 0; at <= text.length; line += 1) {
    const found = text.indexOf('\n', at)
    const end = found === -1 ? text.length : found
    do {
      yield { line, part: text.slice(at, Math.min(end, at + PART)) }
      at += PART - OVERLAP
    } while (at + OVERLAP < end)
    at = end + 1
  }
}

function* allPartsOf(content: Buffer): ReturnType<typeof partsOf> {
  for (const text of textsOf(content)) {
    yield* partsOf(text)
  }
}

/** Bytes that are no text hold the shapes of tokens as well; and what begins as UTF-16, of either order, is looked at as that too. */
function textsOf(content: Buffer): readonly string[] {
  const bytes = content.toString('latin1')
  const [a, b] = [content[0], content[1]]
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)) {
    return [bytes, content.toString('utf16le')]
  }
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && b !== undefined)
  return isBig
    ? [
        bytes,
        Buffer.from(content.subarray(0, content.length & ~1))
          .swap16()
          .toString('utf16le'),
      ]
    : [bytes]
}

/** Letters and digits mixed as no name and no sentence does, in bits a character. */
const LEAST_MIXED = 3.2

function looksSecret(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !standsFor(value) && entropy(value) > LEAST_MIXED
}

/** A key that begins as an example does is one all the same. */
function standsFor(value: string): boolean {
  const [beginning] = MAY_STAND_FOR.exec(value) ?? []
  return STANDS_FOR.test(value) || (beginning !== undefined && !isMixed(value.slice(beginning.length), beginning))
}

/** Within a name letters and digits change place once or twice; in a key of this length more often. */
const LEAST_KEY = 12
const LEAST_CHANGES = 3

function isMixed(rest: string, beginning: string): boolean {
  const isPath = beginning.endsWith('/')
  return rest.split(isPath ? /[/._-]/ : /[/._:-]/).some((part) => {
    const changes = part.match(/\d[A-Za-z]|[A-Za-z]\d/g)?.length ?? 0
    // In paths there are hashes, which are of one case.
    const isOfBothCases = /[a-z]/.test(part) && /[A-Z]/.test(part)
    return part.length >= LEAST_KEY && changes >= LEAST_CHANGES && (!isPath || isOfBothCases)
  })
}

function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) {
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0)
}
