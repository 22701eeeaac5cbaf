import { lengthed, publicBlob, signature } from './sshKey.ts'

/** Numbers of the agent's protocol (draft-miller-ssh-agent). */
const [FAILURE, REQUEST_IDENTITIES, IDENTITIES, SIGN_REQUEST, SIGNED] = [5, 11, 12, 13, 14]

/** A login signs some hundred bytes; more is no question of ssh. */
const MOST_BYTES = 64 * 1024

export interface AgentKey {
  readonly private_pem: string
  readonly comment: string
}

/** What an agent with one key answers to the bytes of one connection. It lists the key and signs with it, and does nothing else. */
export class AgentConnection {
  readonly #key: AgentKey
  #unread: Buffer = Buffer.alloc(0)

  constructor(key: AgentKey) {
    this.#key = key
  }

  /** The answers to what is whole by now; null: whoever asks does not speak the protocol. */
  take(chunk: Buffer): Buffer | null {
    this.#unread = Buffer.concat([this.#unread, chunk])
    const answers: Buffer[] = []
    while (this.#unread.length >= 4) {
      const length = this.#unread.readUInt32BE(0)
      if (length === 0 || length > MOST_BYTES) {
        return null
      }
      if (this.#unread.length < 4 + length) {
        break
      }
      answers.push(lengthed(this.#answer(this.#unread.subarray(4, 4 + length))))
      this.#unread = this.#unread.subarray(4 + length)
    }
    return Buffer.concat(answers)
  }

  #answer(message: Buffer): Buffer {
    const { private_pem, comment } = this.#key
    const blob = publicBlob(private_pem)
    if (message[0] === REQUEST_IDENTITIES) {
      const one = Buffer.from([IDENTITIES, 0, 0, 0, 1])
      return Buffer.concat([one, lengthed(blob), lengthed(Buffer.from(comment))])
    }
    const asked = message[0] === SIGN_REQUEST ? readStrings(message.subarray(1), 2) : null
    const [key, data] = asked ?? []
    return key !== undefined && data !== undefined && key.equals(blob)
      ? Buffer.concat([Buffer.from([SIGNED]), lengthed(signature(private_pem, data))])
      : Buffer.from([FAILURE])
  }
}

/** So many strings from the beginning; null: they are not there. */
function readStrings(bytes: Buffer, count: number): Buffer[] | null {
  const strings: Buffer[] = []
  let at = 0
  while (strings.length < count) {
    const end = at + 4 > bytes.length ? Infinity : at + 4 + bytes.readUInt32BE(at)
    if (end > bytes.length) {
      return null
    }
    strings.push(bytes.subarray(at + 4, end))
    at = end
  }
  return strings
}
