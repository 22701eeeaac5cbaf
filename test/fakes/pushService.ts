import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'

/** A message as it came to a browser: what it said, and how the push service was told to treat it. */
export interface Received {
  readonly payload: { readonly kind: string; readonly [key: string]: unknown }
  readonly topic: string
  readonly ttl: number
  readonly urgency: string
  /** Whether the server proved with its key who it is (RFC 8292). */
  readonly isSigned: boolean
}

/** A browser that subscribed: the private half of its keys stays here. */
export interface SubscribedBrowser {
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  readonly received: readonly Received[]
  /** The next one that is not taken yet. */
  next(): Promise<Received>
}

/**
 * A push service (RFC 8030) on this machine that decrypts what comes (RFC 8291) as the browser behind it would, and answers
 * as a test says.
 */
export class FakePushService {
  readonly #server = createServer((request, response) => void this.#take(request, response))
  readonly #browsers = new Map<string, Browser>()
  origin = ''
  /** What is answered from now on. */
  status = 201
  /** How often something was posted. */
  posts = 0

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    const address = this.#server.address()
    this.origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  /** `serverKey`: what the subscription is bound to; messages that are signed with another one are refused. */
  subscribe(serverKey: string): SubscribedBrowser {
    const browser = new Browser(`${this.origin}/push/${randomUUID()}`, serverKey)
    this.#browsers.set(new URL(browser.subscription.endpoint).pathname, browser)
    return browser
  }

  /** One whose page has not subscribed yet: any key is the right one. */
  prepare(): SubscribedBrowser {
    return this.subscribe('')
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk)
    }
    this.posts += 1
    const browser = this.#browsers.get(request.url ?? '')
    if (browser === undefined) {
      response.writeHead(410).end()
      return
    }
    if (this.status < 300) {
      browser.take(request, Buffer.concat(chunks), this.origin)
    }
    response.writeHead(this.status).end()
  }
}

class Browser implements SubscribedBrowser {
  readonly subscription
  readonly received: Received[] = []
  readonly #ecdh = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  readonly #serverKey: string
  #taken = 0
  #wake: (() => void) | null = null

  constructor(endpoint: string, serverKey: string) {
    this.#serverKey = serverKey
    const p256dh = this.#ecdh.generateKeys().toString('base64url')
    this.subscription = { endpoint, p256dh, auth: this.#auth.toString('base64url') }
  }

  async next(): Promise<Received> {
    while (this.received.length <= this.#taken) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const one = this.received[this.#taken]
    this.#taken += 1
    if (one === undefined) {
      throw new Error('nothing came')
    }
    return one
  }

  take({ headers }: IncomingMessage, body: Buffer, origin: string): void {
    this.received.push({
      payload: JSON.parse(this.#decrypt(body)),
      topic: String(headers['topic']),
      ttl: Number(headers['ttl']),
      urgency: String(headers['urgency']),
      isSigned: isSigned(String(headers.authorization), { origin, key: this.#serverKey }),
    })
    this.#wake?.()
  }

  /** RFC 8188 with the keys of RFC 8291: one record. */
  #decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const keyLength = body.readUInt8(20)
    const sender = body.subarray(21, 21 + keyLength)
    const sealed = body.subarray(21 + keyLength)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#ecdh.getPublicKey(), sender])
    const ikm = Buffer.from(hkdfSync('sha256', this.#ecdh.computeSecret(sender), this.#auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
  }
}

/** `vapid t=<JWT>, k=<public key>`, for this very service. */
function isSigned(authorization: string, { origin, key }: { readonly origin: string; readonly key: string }): boolean {
  const { jwt = '', k = '' } = /^vapid t=(?<jwt>[\w.-]+), k=(?<k>[\w-]+)$/.exec(authorization)?.groups ?? {}
  const [head = '', claims = '', signature = ''] = jwt.split('.')
  const point = Buffer.from(k, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { readonly aud: string }
  return isRight && aud === origin && (key === '' || k === key)
}
