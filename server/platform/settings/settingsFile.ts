import { readFileSync, statSync } from 'node:fs'
import { LineCounter, type Node, type Pair, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { HomeportError } from '#shared/errors.ts'
import { failureCode, failureText } from '../failure.ts'

/** One value somebody set, and where, in words that begin a sentence. */
export interface FileSetting {
  /** Dotted: `claude.path`. */
  readonly key: string
  readonly value: unknown
  readonly location: string
  /** In the file, from 1. */
  readonly line: number
}

/** More than this is no settings file. */
const MAX_BYTES = 256 * 1024

/** Settings are lists at most three deep; the YAML library needs the square of its input where things nest for ever. */
const MAX_LINE = 4096
const MAX_NESTING = 16

/** A value that begins an anchor, an alias, a tag, a block of text or a key of many lines. */
const BEYOND_SETTINGS = /(?:^|[:,[{-])\s{0,99}(?:[&*!|>]|\?\s)/

/**
 * The settings of a YAML file with their lines. Empty when the file is missing.
 * @throws HomeportError SETTINGS_001 when it cannot be read or is no YAML, naming the line.
 */
export function readSettingsFile(file: string): FileSetting[] {
  return readSettingsText(readText(file), file)
}

/** The same of a text. `file`: how it is named in messages. @throws HomeportError SETTINGS_001 as above. */
export function readSettingsText(text: string, file: string): FileSetting[] {
  assertPlain(text, file)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const locate = (offset: number) => `${file}, line ${lineAt(offset)}`
  const [error] = document.errors
  if (error !== undefined) {
    throw unusable(`${locate(error.pos[0])}: this is not valid YAML (${error.message}).`, file)
  }
  const root: Node | null = document.contents
  if (root === null || (isScalar(root) && root.value === null)) {
    return []
  }
  if (!isMap(root)) {
    throw unusable(`${locate(root.range?.[0] ?? 0)}: settings are lines like "port: 4170".`, file)
  }
  const flatten = (pairs: readonly Pair[], prefix: string): FileSetting[] =>
    pairs.flatMap((pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : '?'
      const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0
      if (isMap(pair.value)) {
        return flatten(pair.value.items, `${prefix}${name}.`)
      }
      return [{ key: `${prefix}${name}`, value: plain(pair.value), location: locate(offset), line: lineAt(offset) }]
    })
  return flatten(root.items, '')
}

/** What no setting needs is refused before YAML is read, line by line. */
function assertPlain(text: string, file: string): void {
  let open = 0
  for (const [index, line] of text.split('\n').entries()) {
    const bare = line.length > MAX_LINE ? line : withoutWords(line)
    open += bare.split(/[[{]/).length - bare.split(/[\]}]/).length
    if (line.length > MAX_LINE || open > MAX_NESTING || BEYOND_SETTINGS.test(bare)) {
      const location = `${file}, line ${index + 1}`
      throw unusable(
        `${location}: settings are short lines like "port: 4170", without YAML's anchors, tags and blocks of text.`,
        file,
      )
    }
  }
}

/** A line without its comment and without what is in quotes: these may say anything. */
function withoutWords(line: string): string {
  let bare = ''
  for (let at = 0; at < line.length; at += 1) {
    const one = line.charAt(at)
    if (one === '#' && /^$|\s$/.test(bare.slice(-1))) {
      return bare
    }
    // A quote begins a text only where a value begins.
    const isText = /["']/.test(one) && /(?:^|[:,[{-])\s{0,99}$/.test(bare.slice(-100))
    at = isText ? endOfText(line, at) : at
    bare += isText ? 'x' : one
  }
  return bare
}

/** Where the text that a quote begins ends: at its other quote, which `\\` (or doubling it) escapes, or with the line. */
function endOfText(line: string, start: number): number {
  const quote = line.charAt(start)
  for (let at = start + 1; at < line.length; at += 1) {
    const isDoubled = quote === "'" && line.charAt(at) === quote && line.charAt(at + 1) === quote
    if (isDoubled || (quote === '"' && line.charAt(at) === '\\')) {
      at += 1
    } else if (line.charAt(at) === quote) {
      return at
    }
  }
  return line.length
}

function plain(value: unknown): unknown {
  if (isSeq(value)) {
    return value.items.map(plain)
  }
  return isScalar(value) ? value.value : (value ?? null)
}

function readText(file: string): string {
  try {
    if (statSync(file).size > MAX_BYTES) {
      throw unusable(`The settings file ${file} is larger than ${MAX_BYTES / 1024} KiB.`, file)
    }
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return ''
    }
    throw error instanceof HomeportError
      ? error
      : unusable(`The settings file ${file} cannot be read: ${failureText(error)}.`, file)
  }
}

function unusable(message: string, file: string): HomeportError {
  return new HomeportError('SETTINGS_001', message, { details: { problem: 'unusable', file } })
}
