import { type AddressInfo, type Socket, createServer } from 'node:net'
import { createInterface } from 'node:readline'

export interface Mail {
  readonly from: string
  readonly to: string
  /** Headers, an empty line, the text. */
  readonly data: string
  /** What it was signed in with; null: nothing. */
  readonly user: string | null
}

/** A mail server (RFC 5321) on this machine, as far as one message needs it. */
export class FakeMailServer {
  readonly #server = createServer((socket) => void this.#serve(socket))
  readonly received: Mail[] = []
  /** What `RCPT TO` is answered with. */
  answer = '250 fine'
  /** The one password it takes; null: nobody has to sign in. */
  password: string | null = null
  /** How often somebody named a receiver. */
  tries = 0

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`)
    const mail = { from: '', to: '', data: '', user: null as string | null }
    let isData = false
    socket.on('error', () => socket.destroy())
    say('220 mail.test')
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (!isData) {
        isData = line.toUpperCase() === 'DATA'
        say(this.#answer(line, mail))
      } else if (line === '.') {
        isData = false
        this.received.push({ ...mail })
        say('250 kept')
      } else {
        mail.data += `${line}\n`
      }
    }
  }

  #answer(line: string, mail: { from: string; to: string; user: string | null }): string {
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    switch (verb) {
      case 'EHLO':
        return this.password === null ? '250 mail.test' : '250-mail.test\r\n250 AUTH PLAIN'
      case 'AUTH': {
        const [, user = '', password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString()
          .split('\0')
        mail.user = user
        return password === this.password ? '235 in' : '535 no'
      }
      case 'MAIL':
        mail.from = line
        return '250 fine'
      case 'RCPT':
        this.tries += 1
        mail.to = line
        return this.answer
      case 'DATA':
        return '354 go on'
      case 'QUIT':
        return '221 bye'
      default:
        return '250 fine'
    }
  }
}
