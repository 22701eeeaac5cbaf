import { createHmac } from 'node:crypto'
import path from 'node:path'
import { setImmediate as otherWork } from 'node:timers/promises'
import type { SecretFinding } from '#shared/operations/autoCommit.ts'
import { ASSIGNED, FILES, IN_ADDRESS, PLAIN_VALUES, SHAPES, STANDS_FOR } from './secretShapes.ts'

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
}

/** What looks like a secret in a file that is about to be committed, the first ones. Takes time linear in the text. */
export async function findSecrets({ path: name, content, salt }: Scanned): Promise<SecretFinding[]> {
  const found = new Map<string, SecretFinding>()
  const note = (line: number, kind: string, text: string) => {
    const finding_id = createHmac('sha256', salt).update(`${kind}\0${text}`).digest('hex').slice(0, 24)
    found.set(finding_id, found.get(finding_id) ?? { line, kind, finding_id })
  }
  if (FILES.test(path.posix.basename(name))) {
    note(0, 'a file of secrets', name)
  }
  const isPlain = PLAIN_VALUES.test(name)
  let budget = AT_ONCE
  for (const { line, part } of partsOf(textOf(content))) {
    for (const [kind, text] of secretsIn(part, isPlain)) {
      note(line, kind, text)
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

/** Whether a text of one line has one. */
export function hasSecret(text: string): boolean {
  return [...partsOf(text)].some(({ part }) => secretsIn(part, true).length > 0)
}

function secretsIn(part: string, isPlain: boolean): (readonly [kind: string, text: string])[] {
  const shapes = SHAPES.flatMap(([kind, shape]) => {
    const text = shape.exec(part)?.[0]
    return text === undefined ? [] : [[kind, text] as const]
  })
  if (shapes.length > 0) {
    return shapes
  }
  const password = IN_ADDRESS.exec(part)?.[1]
  if (password !== undefined && !STANDS_FOR.test(password)) {
    return [['a password in an address', password]]
  }
  const [, open = '', value = '', close = ''] = ASSIGNED.exec(part) ?? []
  const isValue = open === '' ? isPlain : open === close
  return isValue && looksSecret(value) ? [['a value of a secret', value]] : []
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

/** UTF-16 where its mark says so. Bytes that are no text hold the shapes of tokens as well. */
function textOf(content: Buffer): string {
  return content[0] === 0xff && content[1] === 0xfe ? content.toString('utf16le') : content.toString('latin1')
}

/** Letters and digits mixed as no name and no sentence does, in bits a character. */
const LEAST_MIXED = 3.2

function looksSecret(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !STANDS_FOR.test(value) && entropy(value) > LEAST_MIXED
}

function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const letter of text) {
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0)
}
