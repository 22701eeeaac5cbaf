import { timingSafeEqual } from 'node:crypto'

/** What Git asks its helper: the lines of gitcredentials(7), after a line with the word that this call of Git was given. */
const MOST_BYTES = 16 * 1024

export interface HelperQuestion {
  readonly protocol: string
  /** With its port, where it is not the usual one. */
  readonly host: string
}

/** One question, as it comes in parts. */
export class QuestionReader {
  readonly #word: Buffer
  #text = ''

  constructor(word: string) {
    this.#word = Buffer.from(word)
  }

  /** null: more is to come. `refused`: this is nobody who may ask. */
  take(chunk: Buffer): HelperQuestion | 'refused' | null {
    this.#text += chunk.toString('utf8')
    if (this.#text.length > MOST_BYTES) {
      return 'refused'
    }
    if (!this.#text.includes('\n\n')) {
      return null
    }
    const [word = '', ...lines] = (this.#text.split('\n\n', 1)[0] ?? '').split('\n')
    const given = Buffer.from(word)
    if (given.length !== this.#word.length || !timingSafeEqual(given, this.#word)) {
      return 'refused'
    }
    const fields = new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
    return { protocol: fields.get('protocol') ?? '', host: (fields.get('host') ?? '').toLowerCase() }
  }
}

/** As Git reads it. Neither part has a line end: that is checked where they are taken. */
export function helperAnswer({ username, token }: { readonly username: string; readonly token: string }): string {
  return `username=${username}\npassword=${token}\nquit=1\n\n`
}

/** Tells Git’s helper that this is its own call. It is worth nothing once that has ended. */
export const HELPER_WORD = 'HOMEPORT_GIT_WORD'

/** The helper itself: passes the question on, and the answer back. */
const PROGRAM = `
const [address, action] = process.argv.slice(1)
if (action === 'get') {
  const socket = require('node:net').connect(address)
  socket.on('error', () => {})
  process.stdin.on('error', () => {})
  socket.write(process.env.${HELPER_WORD} + '\\n')
  process.stdin.pipe(socket, { end: false })
  process.stdin.on('end', () => socket.write('\\n'))
  socket.pipe(process.stdout)
  socket.on('close', () => process.exit())
}`

/** How Git starts it: in a shell, which Git brings along everywhere. */
export function helperCommand(execPath: string, address: string): string {
  return `!ELECTRON_RUN_AS_NODE=1 NODE_OPTIONS= ${quoted(execPath.replaceAll('\\', '/'))} -e ${quoted(PROGRAM.trim())} ${quoted(address)}`
}

export function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
