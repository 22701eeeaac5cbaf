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
    let mail = { from: '', to: '', data: '', user: null as string | null }
    let isData = false
    socket.on('error', () => socket.destroy())
    say('220 mail.test')
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (isData) {
        isData = line !== '.'
        if (isData) {
          mail.data += `${line}\n`
        } else {
          this.received.push(mail)
          mail = { ...mail, data: '' }
          say('250 kept')
        }
        continue
      }
      const [verb = ''] = line.toUpperCase().split(/[ :]/)
      if (verb === 'EHLO') {
        say(this.password === null ? '250 mail.test' : '250-mail.test\r\n250 AUTH PLAIN')
      } else if (verb === 'AUTH') {
        const [, user = '', password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString()
          .split('\0')
        mail.user = user
        say(password === this.password ? '235 in' : '535 no')
      } else if (verb === 'MAIL') {
        mail.from = line
        say('250 fine')
      } else if (verb === 'RCPT') {
        this.tries += 1
        mail.to = line
        say(this.answer)
      } else if (verb === 'DATA') {
        isData = true
        say('354 go on')
      } else if (verb === 'QUIT') {
        say('221 bye')
        socket.end()
      } else {
        say('250 fine')
      }
    }
  }
}
